package dev.godwit.mls;

import java.util.List;

/// What the application adds to what every client has to know: types of extensions and proposals
/// that are not default ones (RFC 9420 §7.2), and all types of credentials that it can check.
public record Support(
    List<Integer> extensions, List<Integer> proposals, List<Integer> credentials) {
  /// Nothing beyond the RFC, and basic credentials.
  public static final Support BASIC = new Support(List.of(), List.of(), List.of(Credential.BASIC));

  public Support {
    extensions = List.copyOf(extensions);
    proposals = List.copyOf(proposals);
    credentials = List.copyOf(credentials);
  }
}
