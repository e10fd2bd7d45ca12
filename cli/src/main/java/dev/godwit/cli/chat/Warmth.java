package dev.godwit.cli.chat;

/// Loads the classes that draw the chat.
public final class Warmth {
  private Warmth() {}

  public static void render() {
    new Screen(24, 80).bodyRows();
    Wrap.lines("warm", 10);
  }
}
