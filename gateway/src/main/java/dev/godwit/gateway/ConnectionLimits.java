package dev.godwit.gateway;

/// What connections may cost before they are worth anything.
///
/// @param connectionsMax over all
/// @param perAddressMax from one IPv4 address or one IPv6 /64
/// @param loopbackLimited whether limits by address hold for this machine too; a proxy on it hides
///     everybody behind one address
/// @param requestMillisMax from the start of a connection, or the end of an answer, to a whole
///     request, or to the next part of a large one; and between two parts of an answer
public record ConnectionLimits(
    int connectionsMax, int perAddressMax, boolean loopbackLimited, int requestMillisMax) {
  public static final ConnectionLimits DEFAULT = new ConnectionLimits(18_000, 1_024, false, 10_000);

  /// The first line of a request.
  static final int LINE_BYTES_MAX = 4_096;

  /// All headers of a request.
  static final int HEADER_BYTES_MAX = 8_192;

  /// The body of a request.
  static final int BODY_BYTES_MAX = 1_048_576;

  /// Connections that wait to be accepted.
  static final int BACKLOG_MAX = 4_096;
}
