package dev.godwit.device.link;

import dev.godwit.device.trust.Self;
import dev.godwit.device.trust.Suite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.LinkAcceptance;
import dev.godwit.wire.LinkAnswer;
import dev.godwit.wire.LinkGrant;
import dev.godwit.wire.MalformedFrame;
import java.util.Arrays;
import java.util.Optional;

/// The new device's side: it shows a code, and waits for the account's identity.
public final class NewDevice {
  /// A platform's name as others are told it.
  public static final int PLATFORM_CHARACTERS_MAX = 64;

  private static final int SEED_BYTES = 32;

  private final Crypto crypto;
  private final String platform;
  private final LinkCode code;
  private final KeyPair ephemeral;

  private NewDevice(Crypto crypto, String platform) {
    this.crypto = crypto;
    this.platform = platform;
    this.code = LinkCode.make(crypto);
    this.ephemeral = crypto.deriveKemKeyPair(Suite.SUITE, crypto.random(SEED_BYTES));
  }

  /// @param platform told to others in the certificate, such as `linux`
  public static NewDevice begin(Crypto crypto, String platform) {
    return new NewDevice(crypto, platform);
  }

  public LinkCode code() {
    return code;
  }

  /// Where the messages go.
  public Bytes place() {
    return code.place(crypto);
  }

  /// An encoded LinkOffer.
  public Bytes offer() {
    return new Channel(crypto, code).offer(ephemeral.publicKey(), platform).encode();
  }

  /// What the answer of an old device has made of this one.
  ///
  /// @param acceptance for the old device; to be sent when `self` is durable
  public record Admitted(Self self, LinkGrant grant, Bytes acceptance) {

    /// The ids only.
    @Override
    public String toString() {
      return "Admitted[" + self + "]";
    }
  }

  /// Opens the answer. Empty when it was not made by somebody who knows the code, for this offer.
  public Optional<Admitted> open(Bytes answer) {
    try {
      Channel channel = new Channel(crypto, code);
      return channel.open(LinkAnswer.decode(answer), ephemeral).flatMap(o -> admit(channel, o));
    } catch (MalformedFrame e) {
      return Optional.empty();
    }
  }

  private Optional<Admitted> admit(Channel channel, Channel.Opened opened) {
    LinkGrant grant = LinkGrant.decode(opened.plaintext());
    KeyPair identity =
        new KeyPair(grant.identityPublicKey().toArray(), grant.identityPrivateKey().toArray());
    if (grant.account().isNone() || !isPair(identity)) {
      return Optional.empty();
    }
    Self self = Self.admitted(crypto, grant.account(), identity, platform, grant.time());
    Bytes acceptance = new LinkAcceptance(self.device(), self.certificate()).encode();
    ephemeral.wipe();
    return Optional.of(new Admitted(self, grant, channel.sealBack(opened.context(), acceptance)));
  }

  private boolean isPair(KeyPair identity) {
    if (identity.publicKey().length != Suite.KEY_BYTES
        || identity.privateKey().length != Suite.KEY_BYTES) {
      return false;
    }
    byte[] anything = Arrays.copyOf(identity.publicKey(), Suite.KEY_BYTES);
    byte[] signature = crypto.sign(Suite.SUITE, identity, anything);
    return crypto.verify(Suite.SUITE, identity.publicKey(), anything, signature);
  }

  /// Whether the text can be a name of a platform in a certificate.
  static boolean isPlatform(String text) {
    return text.length() <= PLATFORM_CHARACTERS_MAX;
  }
}
