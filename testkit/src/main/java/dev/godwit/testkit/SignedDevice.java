package dev.godwit.testkit;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.DeviceRevocation;
import dev.godwit.wire.SignedDeviceCertificate;
import dev.godwit.wire.SignedDeviceRevocation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// A device with keys of its own, certified by the identity key of its account: what registering
/// takes. The same seeds give the same device.
public final class SignedDevice {
  private static final String LABEL = "godwit device certificate 1\0";

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

  /// States that a device of this account is to go; an encoded SignedDeviceRevocation.
  public Bytes revocation(DeviceId device) {
    Bytes content = new DeviceRevocation(account, device, 1).encode();
    Bytes signature = sign(identitySeed, "godwit device revocation 1\0", content);
    return new SignedDeviceRevocation(content, signature).encode();
  }

  /// Proves to the node that the device has its key.
  public Bytes signIn(String challenge) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(account.toBytes().toArray());
    content.writeBytes(id.toBytes().toArray());
    content.writeBytes(challenge.getBytes(StandardCharsets.UTF_8));
    return sign(deviceSeed, "godwit device sign-in 1\0", Bytes.owned(content.toByteArray()));
  }

  /// The same device and keys for the account of another one, whose identity it replaces.
  public SignedDevice withAccountOf(SignedDevice other) {
    return new SignedDevice(other.account, id, identitySeed, deviceSeed);
  }

  private Bytes sign(Bytes content) {
    return sign(identitySeed, LABEL, content);
  }

  private static Bytes sign(byte[] seed, String label, Bytes content) {
    byte[] prefix = label.getBytes(StandardCharsets.US_ASCII);
    byte[] signed = new byte[prefix.length + content.size()];
    System.arraycopy(prefix, 0, signed, 0, prefix.length);
    System.arraycopy(content.shared(), 0, signed, prefix.length, content.size());
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, signed, 0, signed.length, signature, 0);
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
