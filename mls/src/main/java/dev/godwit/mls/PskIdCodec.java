package dev.godwit.mls;

/// The `PreSharedKeyID` structure (RFC 9420 §8.4).
final class PskIdCodec {
  private static final int EXTERNAL = 1;
  private static final int RESUMPTION = 2;

  private PskIdCodec() {}

  static PreSharedKeyId read(Reader in) {
    return switch (in.uint8()) {
      case EXTERNAL -> new PreSharedKeyId.External(in.bytes(), in.bytes());
      case RESUMPTION ->
          new PreSharedKeyId.Resumption(
              PreSharedKeyId.Usage.of(in.uint8()), in.bytes(), in.uint64(), in.bytes());
      default -> throw Rule.MALFORMED.broken();
    };
  }

  static void write(Writer out, PreSharedKeyId id) {
    switch (id) {
      case PreSharedKeyId.External(var pskId, var nonce) ->
          out.uint8(EXTERNAL).vector(pskId).vector(nonce);
      case PreSharedKeyId.Resumption(var usage, var groupId, var epoch, var nonce) ->
          out.uint8(RESUMPTION).uint8(usage.id()).vector(groupId).uint64(epoch).vector(nonce);
    }
  }
}
