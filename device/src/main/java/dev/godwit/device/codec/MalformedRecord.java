package dev.godwit.device.codec;

/// Bytes that do not hold the record they should. Nothing of them was taken.
public final class MalformedRecord extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedRecord() {
    super("Malformed record", null, false, false);
  }
}
