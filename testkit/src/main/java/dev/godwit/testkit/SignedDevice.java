package dev.godwit.testkit;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.SignedDeviceCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// A device with keys of its own, certified by the identity key of its account: what registering
/// takes. The same seeds give the same device.
public final class SignedDevice {
  private static final byte[] CONTEXT =
      "godwit device certificate 1\0".getBytes(StandardCharsets.US_ASCII);

  private final AccountId account;
  private final DeviceId id;
  private final byte[] identitySeed;
  private final byte[] deviceSeed;

  private SignedDevice(AccountId account, DeviceId id, byte[] identitySeed, byte[] deviceSeed) {
    this.account = account;
    this.id = id;
    this.identitySeed = identitySeed;
    this.deviceSeed = deviceSeed;
  }

  /// The first device of a new account.
  public static SignedDevice of(long seed) {
    Random random = new Random(seed);
    return new SignedDevice(
        new AccountId(random.nextLong(), random.nextLong()),
        new DeviceId(random.nextLong(), random.nextLong()),
        seed(random),
        seed(random));
  }

  /// One more device of the same account.
  public SignedDevice another(long seed) {
    SignedDevice other = of(seed);
    return new SignedDevice(account, other.id, identitySeed, other.deviceSeed);
  }

  /// The same ids and identity with another device key.
  public SignedDevice withKeyOf(SignedDevice other) {
    return new SignedDevice(account, id, identitySeed, other.deviceSeed);
  }

  public AccountId account() {
    return account;
  }

  public DeviceId id() {
    return id;
  }

  public Bytes identityKey() {
    return publicKey(identitySeed);
  }

  public Bytes signatureKey() {
    return publicKey(deviceSeed);
  }

  /// An encoded SignedDeviceCertificate.
  public Bytes certificate() {
    return certificate(account, id);
  }

  /// The same, but for other ids than its own.
  public Bytes certificate(AccountId forAccount, DeviceId forDevice) {
    Bytes content =
        new DeviceCertificate(forAccount, forDevice, signatureKey(), identityKey(), 1, "test")
            .encode();
    return new SignedDeviceCertificate(content, sign(content)).encode();
  }

  private Bytes sign(Bytes content) {
    byte[] signed = new byte[CONTEXT.length + content.size()];
    System.arraycopy(CONTEXT, 0, signed, 0, CONTEXT.length);
    System.arraycopy(content.shared(), 0, signed, CONTEXT.length, content.size());
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(identitySeed, 0, signed, 0, signed.length, signature, 0);
    return Bytes.owned(signature);
  }

  private static byte[] seed(Random random) {
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    random.nextBytes(seed);
    return seed;
  }

  private static Bytes publicKey(byte[] seed) {
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    return Bytes.owned(key);
  }
}
