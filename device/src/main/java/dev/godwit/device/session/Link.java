package dev.godwit.device.session;

import dev.godwit.mls.crypto.Crypto;

/// The way to the node: the session, the calls beside it, the time, and chance for pauses.
public record Link(Session session, Calls calls, Clock clock, Crypto crypto) {

  /// Pauses between attempts at something, each kind with its own.
  public <K> Retries<K> retries() {
    return new Retries<>(clock, crypto);
  }
}
