package dev.godwit.mls;

/// Which pre-shared key goes into the key schedule (RFC 9420 §8.4).
public sealed interface PreSharedKeyId {
  /// What a resumption PSK is for (`ResumptionPSKUsage`).
  enum Usage {
    APPLICATION(1),
    REINIT(2),
    BRANCH(3);

    private final int id;

    Usage(int id) {
      this.id = id;
    }

    static Usage of(int id) {
      for (Usage usage : values()) {
        if (usage.id == id) {
          return usage;
        }
      }
      throw Rule.MALFORMED.broken();
    }

    int id() {
      return id;
    }
  }

  /// Fresh at each use, so that the same key never goes in twice in the same way.
  Bytes nonce();

  /// A key that the application has given.
  record External(Bytes pskId, Bytes nonce) implements PreSharedKeyId {}

  /// The resumption key of an epoch of a group.
  record Resumption(Usage usage, Bytes groupId, long epoch, Bytes nonce)
      implements PreSharedKeyId {}

  /// The `PreSharedKeyID` structure.
  default Bytes encoded() {
    Writer out = new Writer();
    PskIdCodec.write(out, this);
    return Bytes.wrap(out.toBytes());
  }
}
