package dev.godwit.device.link;

import dev.godwit.device.trust.Suite;
import dev.godwit.mls.crypto.ConstantTime;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.Hpke;
import dev.godwit.mls.crypto.HpkeContext;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.LinkAnswer;
import dev.godwit.wire.LinkOffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The cryptography between the two devices: a proof under the code, HPKE in PSK mode (RFC 9180
/// §5.1.2) one way, and a key that its context exports (§9.8) the other way.
final class Channel {
  static final int PUBLIC_KEY_BYTES = 32;

  private static final byte[] INFO = "godwit link 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BACK = "acceptance".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = new byte[0];
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;

  private final Crypto crypto;
  private final LinkCode code;
  private final Hpke hpke;

  Channel(Crypto crypto, LinkCode code) {
    this.crypto = crypto;
    this.code = code;
    this.hpke = new Hpke(crypto, Suite.SUITE);
  }

  LinkOffer offer(byte[] publicKey, String platform) {
    LinkOffer open = new LinkOffer(Bytes.of(publicKey), platform, Bytes.EMPTY);
    return new LinkOffer(open.publicKey(), platform, Bytes.owned(proof(open)));
  }

  /// Whether whoever made the offer knows the code.
  boolean isProven(LinkOffer offer) {
    LinkOffer open = new LinkOffer(offer.publicKey(), offer.platform(), Bytes.EMPTY);
    return ConstantTime.equal(proof(open), offer.proof().toArray());
  }

  /// What was sealed, with the context that gives the key for the way back.
  record Sealed(LinkAnswer answer, HpkeContext context) {}

  /// Empty when the offered key is none.
  Optional<Sealed> seal(Bytes publicKey, Bytes plaintext) {
    return hpke.setupPskSender(publicKey.toArray(), info(), code.psk(crypto), pskId())
        .map(
            sender -> {
              byte[] ciphertext = sender.context().seal(NOTHING, plaintext.toArray());
              Bytes encapsulated = Bytes.owned(sender.encapsulated());
              return new Sealed(
                  new LinkAnswer(encapsulated, Bytes.owned(ciphertext)), sender.context());
            });
  }

  /// What was opened, with the context that gives the key for the way back.
  record Opened(Bytes plaintext, HpkeContext context) {}

  /// Empty when anything about it is wrong.
  Optional<Opened> open(LinkAnswer answer, KeyPair own) {
    byte[] encapsulated = answer.encapsulated().toArray();
    return hpke.setupPskRecipient(encapsulated, own, info(), code.psk(crypto), pskId())
        .flatMap(
            context ->
                context
                    .open(NOTHING, answer.ciphertext().toArray())
                    .map(plaintext -> new Opened(Bytes.owned(plaintext), context)));
  }

  /// Seals the one message of the way back.
  Bytes sealBack(HpkeContext context, Bytes plaintext) {
    byte[] key = context.export(BACK, KEY_BYTES);
    byte[] nonce = new byte[NONCE_BYTES];
    return Bytes.owned(crypto.seal(Suite.SUITE, key, nonce, NOTHING, plaintext.toArray()));
  }

  Optional<Bytes> openBack(HpkeContext context, Bytes sealed) {
    byte[] key = context.export(BACK, KEY_BYTES);
    byte[] nonce = new byte[NONCE_BYTES];
    return crypto.open(Suite.SUITE, key, nonce, NOTHING, sealed.toArray()).map(Bytes::owned);
  }

  private byte[] proof(LinkOffer open) {
    return crypto.hmac(Suite.SUITE, code.proofKey(crypto), open.encode().toArray());
  }

  private Hpke.Info info() {
    byte[] place = pskId();
    byte[] info = Arrays.copyOf(INFO, INFO.length + place.length);
    System.arraycopy(place, 0, info, INFO.length, place.length);
    return hpke.info(info);
  }

  private byte[] pskId() {
    return code.place(crypto).toArray();
  }
}
