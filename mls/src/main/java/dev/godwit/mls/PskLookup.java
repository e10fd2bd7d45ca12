package dev.godwit.mls;

import java.util.Optional;

/// Where pre-shared keys and the client's other groups are found (RFC 9420 §8.4).
public interface PskLookup {
  /// Knows nothing.
  PskLookup NONE = pskId -> Optional.empty();

  /// The external pre-shared key of this id.
  Optional<Bytes> external(Bytes pskId);

  /// The client's own state of a group, for resumption PSKs of groups other than the one at hand,
  /// and to see whether a group is joined already.
  default Optional<Group> group(Bytes groupId) {
    return Optional.empty();
  }
}
