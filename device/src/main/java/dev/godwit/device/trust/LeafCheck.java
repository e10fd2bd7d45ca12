package dev.godwit.device.trust;

import dev.godwit.device.content.RefusalReason;
import dev.godwit.mls.Bytes;
import dev.godwit.mls.Credential;
import dev.godwit.mls.CredentialCheck;
import dev.godwit.mls.Member;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.Limits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Says which leaves may be in a group: those whose credential is a certificate of the leaf's own
/// key, signed by the identity that the account is remembered with.
public final class LeafCheck implements CredentialCheck {
  /// Certificates that are kept decoded, some 300 bytes each: those of the largest group.
  private static final int READ_MAX = Limits.GROUP_DEVICES_MAX;

  private final Crypto crypto;
  private final Identities identities;

  /// By the credential's bytes; each commit of a group asks for those of all its members.
  private final Map<Bytes, DeviceCertificate> read = new LinkedHashMap<>();

  private RefusalReason refusal = RefusalReason.NOT_AUTHENTIC;

  public LeafCheck(Crypto crypto, Identities identities) {
    this.crypto = crypto;
    this.identities = identities;
  }

  @Override
  public boolean isValid(Credential credential, Bytes signatureKey, long nowSeconds) {
    Optional<DeviceCertificate> certificate = checked(credential);
    if (!certificate.map(c -> isOf(c, signatureKey)).orElse(false)) {
      refusal = RefusalReason.CERTIFICATE_INVALID;
      return false;
    }
    return isRemembered(certificate.orElseThrow());
  }

  /// A member may renew its certificate, and stays the same device under the same identity. Both
  /// were found valid, so they are only read here.
  @Override
  public boolean isSuccessor(Credential before, Credential after) {
    Optional<DeviceCertificate> old = certificate(before);
    Optional<DeviceCertificate> young = certificate(after);
    return old.isPresent()
        && young.isPresent()
        && client(old.get()).equals(client(young.get()))
        && old.get().identityKey().equals(young.get().identityKey());
  }

  @Override
  public Bytes client(Credential credential, Bytes signatureKey) {
    return certificate(credential).map(LeafCheck::client).orElse(signatureKey);
  }

  /// The certificate of a member that was found valid.
  public DeviceCertificate certificate(Member member) {
    return certificate(member.credential()).orElseThrow();
  }

  /// Why the last credential was refused, and forgets it.
  public RefusalReason takeRefusal() {
    RefusalReason last = refusal;
    refusal = RefusalReason.NOT_AUTHENTIC;
    return last;
  }

  private boolean isRemembered(DeviceCertificate certificate) {
    boolean acceptable = identities.isAcceptable(certificate.account(), certificate.identityKey());
    if (!acceptable) {
      refusal = RefusalReason.IDENTITY_CHANGED;
      identities.meet(certificate.account(), certificate.identityKey());
    }
    return acceptable;
  }

  private Optional<DeviceCertificate> checked(Credential credential) {
    return credential instanceof Credential.Basic(var identity)
        ? Certificates.check(crypto, dev.godwit.wire.Bytes.owned(identity.toByteArray()))
        : Optional.empty();
  }

  /// What the certificate says, when it was found valid before: signatures are checked once, since
  /// a large group has a thousand of them.
  private Optional<DeviceCertificate> certificate(Credential credential) {
    return credential instanceof Credential.Basic(var identity)
        ? Optional.ofNullable(read.get(identity)).or(() -> read(identity))
        : Optional.empty();
  }

  private Optional<DeviceCertificate> read(Bytes identity) {
    Optional<DeviceCertificate> certificate =
        Certificates.read(dev.godwit.wire.Bytes.owned(identity.toByteArray()));
    certificate.ifPresent(found -> keep(identity, found));
    return certificate;
  }

  private void keep(Bytes identity, DeviceCertificate certificate) {
    read.put(identity, certificate);
    if (read.size() > READ_MAX) {
      read.remove(read.keySet().iterator().next());
    }
  }

  private static boolean isOf(DeviceCertificate certificate, Bytes signatureKey) {
    return Bytes.of(certificate.signatureKey().shared()).equals(signatureKey);
  }

  private static Bytes client(DeviceCertificate certificate) {
    byte[] client = new byte[32];
    System.arraycopy(certificate.account().toBytes().shared(), 0, client, 0, 16);
    System.arraycopy(certificate.device().toBytes().shared(), 0, client, 16, 16);
    return Bytes.of(client);
  }
}
