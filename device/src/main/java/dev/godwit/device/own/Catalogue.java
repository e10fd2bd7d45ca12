package dev.godwit.device.own;

import dev.godwit.device.codec.MalformedRecord;
import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.step.Draft;
import dev.godwit.wire.Bytes;
import java.util.List;
import java.util.Map;

/// What an old device tells a new one besides the history: which conversations there are and where
/// they stand, what they are called, whom it remembers with which identity, what is set how.
///
/// These are records of the store, copied as they are; both sides run the same code. What belongs
/// to one device alone, such as keys, is not among them.
public final class Catalogue {
  private static final long FORMAT = 1;

  /// What is copied.
  private static final List<String> PREFIXES =
      List.of(
          "conversation/",
          "cursors/",
          "group/",
          "picture/",
          "identity/",
          "handle/",
          "name/",
          "revoked/",
          "setting/",
          OwnDevices.PREFIX,
          OwnDevices.ANEW);

  private Catalogue() {}

  /// All of it, encoded.
  public static Bytes write(Draft draft) {
    Packer out = new Packer().number(FORMAT);
    for (String prefix : PREFIXES) {
      draft.scan(prefix).forEach((key, value) -> out.text(key).bytes(value));
    }
    return out.toBytes();
  }

  /// Puts it into a store. False when it is of a newer version; nothing was put then.
  public static boolean read(Bytes encoded, Draft draft) {
    try {
      Unpacker in = new Unpacker(encoded);
      if (in.number() != FORMAT) {
        return false;
      }
      Map<String, Bytes> rows = new java.util.TreeMap<>();
      while (in.hasMore()) {
        rows.put(in.text(), in.bytes());
      }
      rows.forEach((key, value) -> put(key, value, draft));
      return true;
    } catch (MalformedRecord e) {
      return false;
    }
  }

  private static void put(String key, Bytes value, Draft draft) {
    boolean wanted = PREFIXES.stream().anyMatch(key::startsWith);
    if (wanted && draft.get(key).isEmpty()) {
      draft.put(key, value);
    }
  }
}
