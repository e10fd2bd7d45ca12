package dev.godwit.device.link;

import dev.godwit.device.trust.Certificates;
import dev.godwit.device.trust.Self;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.HpkeContext;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.LinkAcceptance;
import dev.godwit.wire.LinkGrant;
import dev.godwit.wire.LinkOffer;
import dev.godwit.wire.MalformedFrame;
import java.util.Optional;

/// An old device's side: it hands the account's identity over, once, to whoever has shown the code.
public final class OldDevice {
  private static final int ARCHIVE_BYTES = 16;
  private static final int KEY_BYTES = 32;

  private final Crypto crypto;
  private final Self self;
  private final Channel channel;
  private final LinkGrant grant;
  private final Bytes answer;
  private final HpkeContext context;

  private OldDevice(
      Crypto crypto, Self self, Channel channel, LinkGrant grant, Channel.Sealed sealed) {
    this.crypto = crypto;
    this.self = self;
    this.channel = channel;
    this.grant = grant;
    this.answer = sealed.answer().encode();
    this.context = sealed.context();
  }

  /// Answers an offer. Empty when it was not made by the device that showed the code.
  ///
  /// @param serverMillis the node's time, for the certificate that the new device makes
  public static Optional<OldDevice> answer(
      Crypto crypto, Self self, String handle, LinkCode code, Bytes offer, long serverMillis) {
    try {
      LinkOffer decoded = LinkOffer.decode(offer);
      Channel channel = new Channel(crypto, code);
      if (!channel.isProven(decoded) || !NewDevice.isPlatform(decoded.platform())) {
        return Optional.empty();
      }
      LinkGrant grant = grant(crypto, self, handle, serverMillis);
      return channel
          .seal(decoded.publicKey(), grant.encode())
          .map(made -> new OldDevice(crypto, self, channel, grant, made));
    } catch (MalformedFrame e) {
      return Optional.empty();
    }
  }

  private static LinkGrant grant(Crypto crypto, Self self, String handle, long serverMillis) {
    return new LinkGrant(
        self.account(),
        handle,
        self.identityPublicKey(),
        Bytes.of(self.identityKey().privateKey()),
        self.device(),
        serverMillis,
        Bytes.owned(crypto.random(ARCHIVE_BYTES)),
        Bytes.owned(crypto.random(KEY_BYTES)));
  }

  /// An encoded LinkAnswer.
  public Bytes answer() {
    return answer;
  }

  /// Where the history goes: 16 bytes.
  public Bytes archive() {
    return grant.archive();
  }

  /// What the history is sealed under; secret.
  public Bytes archiveKey() {
    return grant.archiveKey();
  }

  /// The device that was let in, with the certificate that it has signed for itself.
  public record Accepted(DeviceId device, Bytes certificate, String platform) {}

  /// Opens the acceptance. Empty when it is not from the new device, or its certificate does not
  /// hold.
  public Optional<Accepted> accepted(Bytes acceptance) {
    try {
      return channel
          .openBack(context, acceptance)
          .map(LinkAcceptance::decode)
          .flatMap(this::checked);
    } catch (MalformedFrame e) {
      return Optional.empty();
    }
  }

  private Optional<Accepted> checked(LinkAcceptance acceptance) {
    return Certificates.check(crypto, acceptance.certificate())
        .filter(certificate -> isOwn(certificate, acceptance.device()))
        .map(
            certificate ->
                new Accepted(
                    acceptance.device(), acceptance.certificate(), certificate.platform()));
  }

  private boolean isOwn(DeviceCertificate certificate, DeviceId device) {
    return certificate.account().equals(self.account())
        && certificate.device().equals(device)
        && certificate.identityKey().equals(self.identityPublicKey())
        && !device.equals(self.device());
  }
}
