package dev.godwit.cli.chat;

import java.util.Optional;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/// Reads keys from a terminal in raw mode.
final class Keyboard {
  /// How long an escape may be the beginning of a longer sequence.
  private static final long ESCAPE_MILLIS = 60;

  private static final Key TYPED = new Key.Typed("");

  private final BindingReader reader;
  private final KeyMap<Key> keys;

  Keyboard(Terminal terminal) {
    reader = new BindingReader(terminal.reader());
    keys = keys(terminal);
  }

  private static KeyMap<Key> keys(Terminal terminal) {
    KeyMap<Key> map = new KeyMap<>();
    map.setAmbiguousTimeout(ESCAPE_MILLIS);
    map.setUnicode(TYPED);
    for (char printable = ' '; printable < 0x7f; printable++) {
      map.bind(TYPED, String.valueOf(printable));
    }
    map.bind(Key.Control.ENTER, "\r", "\n");
    map.bind(Key.Control.BACKSPACE, KeyMap.del(), KeyMap.ctrl('H'));
    map.bind(Key.Control.TAB, "\t");
    map.bind(Key.Control.HOME, KeyMap.ctrl('A'), "\033[H", "\033[1~");
    map.bind(Key.Control.END, KeyMap.ctrl('E'), "\033[F", "\033[4~");
    map.bind(Key.Control.LEFT, KeyMap.ctrl('B'), "\033[D", "\033OD");
    map.bind(Key.Control.RIGHT, KeyMap.ctrl('F'), "\033[C", "\033OC");
    map.bind(Key.Control.UP, KeyMap.ctrl('P'), "\033[A", "\033OA");
    map.bind(Key.Control.DOWN, KeyMap.ctrl('N'), "\033[B", "\033OB");
    map.bind(Key.Control.PAGE_UP, "\033[5~");
    map.bind(Key.Control.PAGE_DOWN, "\033[6~");
    map.bind(Key.Control.DELETE, "\033[3~");
    map.bind(Key.Control.DELETE_WORD, KeyMap.ctrl('W'));
    map.bind(Key.Control.DELETE_TO_START, KeyMap.ctrl('U'));
    map.bind(Key.Control.DELETE_TO_END, KeyMap.ctrl('K'));
    map.bind(Key.Control.REDRAW, KeyMap.ctrl('L'));
    map.bind(Key.Control.INTERRUPT, KeyMap.ctrl('C'));
    map.bind(Key.Control.END_OF_INPUT, KeyMap.ctrl('D'));
    map.bind(Key.Control.ESCAPE, "\033");
    map.bind(Key.Control.PASTE_BEGINS, "\033[200~");
    map.bind(Key.Control.PASTE_ENDS, "\033[201~");
    bind(map, Key.Control.UP, terminal, Capability.key_up);
    bind(map, Key.Control.DOWN, terminal, Capability.key_down);
    bind(map, Key.Control.LEFT, terminal, Capability.key_left);
    bind(map, Key.Control.RIGHT, terminal, Capability.key_right);
    bind(map, Key.Control.HOME, terminal, Capability.key_home);
    bind(map, Key.Control.END, terminal, Capability.key_end);
    map.setNomatch(Key.Control.UNKNOWN);
    return map;
  }

  private static void bind(KeyMap<Key> map, Key key, Terminal terminal, Capability capability) {
    Optional.ofNullable(KeyMap.key(terminal, capability))
        .ifPresent(sequence -> map.bind(key, sequence));
  }

  /// The next key; blocks. END_OF_INPUT when the terminal is gone.
  Key read() {
    Key key = reader.readBinding(keys);
    if (key == null) {
      return Key.Control.END_OF_INPUT;
    }
    return key == TYPED ? new Key.Typed(reader.getLastBinding()) : key;
  }
}
