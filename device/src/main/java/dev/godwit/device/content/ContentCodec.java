package dev.godwit.device.content;

/// The encoding of [Content] inside the encryption.
public final class ContentCodec {
  /// The longest text, in UTF-16 units.
  public static final int TEXT_CHARACTERS_MAX = 16_000;

  private ContentCodec() {}
}
