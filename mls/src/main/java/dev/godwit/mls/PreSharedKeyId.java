package dev.godwit.mls;

/// Which pre-shared key goes into the key schedule (RFC 9420 §8.4).
public sealed interface PreSharedKeyId {
  int EXTERNAL = 1;
  int RESUMPTION = 2;

  /// What a resumption PSK is for (`ResumptionPSKUsage`).
  enum Usage {
    APPLICATION(1),
    REINIT(2),
    BRANCH(3);

    private final int id;

    Usage(int id) {
      this.id = id;
    }

    private static Usage of(int id) {
      for (Usage usage : values()) {
        if (usage.id == id) {
          return usage;
        }
      }
      throw Rule.MALFORMED.broken();
    }
  }

  /// Fresh at each use, so that the same key never goes in twice in the same way.
  Bytes nonce();

  /// A key that the application has given.
  record External(Bytes pskId, Bytes nonce) implements PreSharedKeyId {}

  /// The resumption key of an epoch of a group.
  record Resumption(Usage usage, Bytes groupId, long epoch, Bytes nonce)
      implements PreSharedKeyId {}

  static PreSharedKeyId read(Reader in) {
    return switch (in.uint8()) {
      case EXTERNAL -> new External(in.bytes(), in.bytes());
      case RESUMPTION -> new Resumption(Usage.of(in.uint8()), in.bytes(), in.uint64(), in.bytes());
      default -> throw Rule.MALFORMED.broken();
    };
  }

  private static void write(Writer out, PreSharedKeyId id) {
    switch (id) {
      case External(var pskId, var nonce) -> out.uint8(EXTERNAL).vector(pskId).vector(nonce);
      case Resumption(var usage, var groupId, var epoch, var nonce) ->
          out.uint8(RESUMPTION).uint8(usage.id).vector(groupId).uint64(epoch).vector(nonce);
    }
  }

  /// The `PreSharedKeyID` structure.
  default Bytes encoded() {
    Writer out = new Writer();
    write(out, this);
    return Bytes.wrap(out.toBytes());
  }
}
