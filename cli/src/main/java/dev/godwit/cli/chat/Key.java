package dev.godwit.cli.chat;

/// A key, or what the terminal says with one.
sealed interface Key {

  /// Characters to insert.
  record Typed(String text) implements Key {}

  /// Keys that do something.
  enum Control implements Key {
    ENTER,
    BACKSPACE,
    DELETE,
    LEFT,
    RIGHT,
    UP,
    DOWN,
    HOME,
    END,
    PAGE_UP,
    PAGE_DOWN,
    ESCAPE,
    DELETE_WORD,
    DELETE_TO_START,
    DELETE_TO_END,
    REDRAW,
    PASTE_BEGINS,
    PASTE_ENDS,
    TAB,
    END_OF_INPUT,
    INTERRUPT,
    /// Something that means nothing here.
    UNKNOWN
  }
}
