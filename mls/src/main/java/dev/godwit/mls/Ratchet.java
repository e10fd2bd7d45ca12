package dev.godwit.mls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// One sender's hash ratchet for one kind of content (RFC 9420 §9.1). Immutable: a step gives the
/// ratchet as it is afterwards, which takes its place once the message was found right.
final class Ratchet {
  /// The generation at which a ratchet ends, 2^32 - 1.
  private static final int LAST = -1;

  private final byte[] secret;

  /// The generation that the secret is for, unsigned.
  private final int next;

  /// Keys of generations before it that were not used, the oldest first.
  private final List<MessageKey> skipped;

  private Ratchet(byte[] secret, int next, List<MessageKey> skipped) {
    this.secret = secret;
    this.next = next;
    this.skipped = skipped;
  }

  static Ratchet from(byte[] secret) {
    return new Ratchet(secret, 0, List.of());
  }

  static Ratchet read(Reader in) {
    return new Ratchet(in.vector(), in.uint32(), in.list(MessageKey::read));
  }

  byte[] encoded() {
    Writer out = new Writer();
    out.vector(secret).uint32(next);
    int vector = out.begin();
    skipped.forEach(key -> key.write(out));
    out.end(vector);
    return out.toBytes();
  }

  int next() {
    return next;
  }

  /// A key, and the ratchet without it.
  record Step(MessageKey key, Ratchet after) {}

  /// The key of the next generation.
  Step step(SuiteCrypto crypto) {
    Rule.GENERATION_TOO_FAR.require(next != LAST);
    Ratchet after = new Ratchet(nextSecret(crypto, secret, next), next + 1, skipped);
    return new Step(key(crypto, secret, next), after);
  }

  /// The key of a generation: one that was skipped, or one not too far ahead.
  Step step(SuiteCrypto crypto, int generation, Settings.Retention limits) {
    if (Integer.compareUnsigned(generation, next) < 0) {
      return stepBack(generation);
    }
    int ahead = generation - next;
    // a bound of ours on what one message may cost
    Rule.GENERATION_TOO_FAR.require(
        ahead >= 0 && ahead <= limits.forwardGenerationsMax() && generation != LAST);
    return stepForward(crypto, generation, limits.skippedKeysMax());
  }

  private Step stepBack(int generation) {
    List<MessageKey> rest = new ArrayList<>(skipped);
    for (MessageKey key : skipped) {
      if (key.generation() == generation) {
        rest.remove(key);
        return new Step(key, new Ratchet(secret, next, List.copyOf(rest)));
      }
    }
    throw Rule.KEY_CONSUMED.broken();
  }

  private Step stepForward(SuiteCrypto crypto, int generation, int skippedKeysMax) {
    Deque<MessageKey> keys = new ArrayDeque<>(skipped);
    byte[] current = secret;
    for (int at = next; at != generation; at++) {
      if (generation - at <= skippedKeysMax) {
        keys.addLast(key(crypto, current, at));
      }
      current = nextSecret(crypto, current, at);
    }
    while (keys.size() > skippedKeysMax) {
      keys.removeFirst();
    }
    byte[] after = nextSecret(crypto, current, generation);
    MessageKey key = key(crypto, current, generation);
    return new Step(key, new Ratchet(after, generation + 1, List.copyOf(keys)));
  }

  private static byte[] nextSecret(SuiteCrypto crypto, byte[] secret, int generation) {
    return crypto.deriveTreeSecret(secret, "secret", generation, crypto.suite().hashBytes());
  }

  private static MessageKey key(SuiteCrypto crypto, byte[] secret, int generation) {
    return new MessageKey(
        generation,
        crypto.deriveTreeSecret(secret, "key", generation, crypto.suite().aeadKeyBytes()),
        crypto.deriveTreeSecret(secret, "nonce", generation, crypto.suite().aeadNonceBytes()));
  }
}
