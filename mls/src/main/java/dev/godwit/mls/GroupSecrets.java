package dev.godwit.mls;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The secrets that a welcome brings to one new member (RFC 9420 §12.4.3.1).
final class GroupSecrets {
  private final byte[] joinerSecret;
  private final byte @Nullable [] pathSecret;
  private final List<PreSharedKeyId> psks;

  GroupSecrets(byte[] joinerSecret, byte @Nullable [] pathSecret, List<PreSharedKeyId> psks) {
    this.joinerSecret = joinerSecret;
    this.pathSecret = pathSecret;
    this.psks = List.copyOf(psks);
  }

  static GroupSecrets read(Reader in) {
    byte[] joinerSecret = in.vector();
    byte[] pathSecret = in.present() ? in.vector() : null;
    return new GroupSecrets(joinerSecret, pathSecret, in.list(PskIdCodec::read));
  }

  void write(Writer out) {
    out.vector(joinerSecret).uint8(pathSecret == null ? 0 : 1);
    if (pathSecret != null) {
      out.vector(pathSecret);
    }
    int vector = out.begin();
    psks.forEach(psk -> out.raw(psk.encoded().array()));
    out.end(vector);
  }

  byte[] encoded() {
    Writer out = new Writer();
    write(out);
    return out.toBytes();
  }

  byte[] joinerSecret() {
    return joinerSecret;
  }

  Optional<byte[]> pathSecret() {
    return Optional.ofNullable(pathSecret);
  }

  List<PreSharedKeyId> psks() {
    return psks;
  }
}
