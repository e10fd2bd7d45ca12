package dev.godwit.device.group;

import dev.godwit.wire.Bytes;

/// From the bytes of `wire` to those of `mls` and back.
final class MlsBytes {
  private MlsBytes() {}

  static dev.godwit.mls.Bytes of(Bytes bytes) {
    return dev.godwit.mls.Bytes.of(bytes.shared());
  }

  static Bytes from(dev.godwit.mls.Bytes bytes) {
    return Bytes.owned(bytes.toByteArray());
  }
}
