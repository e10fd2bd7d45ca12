package dev.godwit.device.content;

import dev.godwit.wire.Bytes;

/// What one message holds. Its encoding is [ContentCodec]'s.
public sealed interface Content {

  /// Plain text, at most [ContentCodec#CONTENT_BYTES_MAX] when encoded.
  record Text(String text) implements Content {}

  /// A kind of a newer version, kept byte for byte: to be shown as "needs a newer version".
  record Unknown(Bytes encoded) implements Content {}

  /// An entry that could not be read. Never sent: it marks the hole in the history of this device.
  record Lost(LossReason reason) implements Content {}
}
