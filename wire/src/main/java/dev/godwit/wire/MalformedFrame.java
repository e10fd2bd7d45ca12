package dev.godwit.wire;

/// Bytes from the peer that are not what the protocol says. Nothing of them was taken.
public final class MalformedFrame extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// What is wrong with the bytes.
  public enum Reason {
    /// They end inside a field, or a field reaches beyond the message that it is in.
    TRUNCATED,
    /// A number is longer than 10 bytes, or larger than its type takes (PROTOCOL §3).
    NUMBER,
    /// A field has the number 0, or a wire type that does not exist or is out of use.
    TAG,
    /// An id is not 16 bytes.
    ID_LENGTH,
    /// A text is not UTF-8.
    TEXT,
    /// A frame without content.
    NO_KIND
  }

  private final Reason reason;

  MalformedFrame(Reason reason) {
    // No stack trace: the peer's fault, and the peer must not make it expensive.
    super("Malformed frame", null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
