package dev.godwit.device.content;

import dev.godwit.device.codec.MalformedRecord;
import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.wire.Bytes;

/// The encoding of [Content] inside the encryption: the version, the kind, and what the kind holds.
///
/// Whatever a newer version adds is one more kind, or fields behind those that are here, which are
/// passed over. A reader never fails: it answers [Content.Unknown] or [Content.Lost].
public final class ContentCodec {
  /// The longest content, so that with its encryption it fits into an entry.
  public static final int CONTENT_BYTES_MAX = 64_000;

  private static final long VERSION = 1;
  private static final long TEXT = 1;

  private ContentCodec() {}

  public static Bytes encode(Content content) {
    return switch (content) {
      case Content.Text(var text) -> new Packer().number(VERSION).number(TEXT).text(text).toBytes();
      case Content.Unknown(var encoded) -> encoded;
      case Content.Lost _ -> throw new IllegalArgumentException("A lost message is never sent");
    };
  }

  public static Content decode(Bytes bytes) {
    try {
      Unpacker in = new Unpacker(bytes);
      boolean known = in.number() == VERSION && in.number() == TEXT;
      return known ? new Content.Text(in.text()) : new Content.Unknown(bytes);
    } catch (MalformedRecord e) {
      return new Content.Lost(LossReason.MALFORMED);
    }
  }
}
