package dev.godwit.device.trust;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.device.step.Draft;
import dev.godwit.mls.Credential;
import dev.godwit.mls.Identity;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// This device: its ids, its keys, and the account's identity key. Secret.
///
/// @param certificate an encoded SignedDeviceCertificate
public record Self(
    AccountId account, DeviceId device, KeyPair identityKey, KeyPair deviceKey, Bytes certificate) {

  private static final String KEY = "self";

  /// The format of the whole store.
  private static final long FORMAT = 1;

  private static final int ID_BYTES = 16;
  private static final String SIGN_IN_LABEL = "godwit device sign-in 1\0";

  /// A new account with this as its first device.
  public static Self make(Crypto crypto, String platform, long serverMillis) {
    AccountId account = AccountId.of(Bytes.owned(crypto.random(ID_BYTES)));
    KeyPair identityKey = crypto.generateSignatureKeyPair(Suite.SUITE);
    return made(crypto, account, identityKey, platform, serverMillis);
  }

  /// The account under a new identity, with this as its only device.
  public static Self anew(Crypto crypto, AccountId account, String platform, long serverMillis) {
    KeyPair identityKey = crypto.generateSignatureKeyPair(Suite.SUITE);
    return made(crypto, account, identityKey, platform, serverMillis);
  }

  private static Self made(
      Crypto crypto, AccountId account, KeyPair identityKey, String platform, long serverMillis) {
    DeviceId device = DeviceId.of(Bytes.owned(crypto.random(ID_BYTES)));
    KeyPair deviceKey = crypto.generateSignatureKeyPair(Suite.SUITE);
    DeviceCertificate certificate =
        new DeviceCertificate(
            account,
            device,
            Bytes.of(deviceKey.publicKey()),
            Bytes.of(identityKey.publicKey()),
            serverMillis,
            platform);
    Bytes signed = Certificates.issue(crypto, identityKey, certificate);
    return new Self(account, device, identityKey, deviceKey, signed);
  }

  /// One more device of an account, whose identity another device has handed over.
  public static Self admitted(
      Crypto crypto, AccountId account, KeyPair identityKey, String platform, long serverMillis) {
    return made(crypto, account, identityKey, platform, serverMillis);
  }

  /// Empty when no registration is in the store; IllegalStateException when a newer version wrote
  /// it.
  public static Optional<Self> load(DeviceStore store) {
    return store.get(KEY).map(Self::decode);
  }

  public void save(Draft draft) {
    Packer out = new Packer().number(FORMAT);
    out.id(account.high(), account.low()).id(device.high(), device.low());
    pack(out, identityKey);
    pack(out, deviceKey);
    draft.put(KEY, out.bytes(certificate).toBytes());
  }

  /// Proves to the node that this device has its key.
  ///
  /// @param challenge as the node made it
  public Bytes signIn(Crypto crypto, String challenge) {
    byte[] label = SIGN_IN_LABEL.getBytes(StandardCharsets.US_ASCII);
    byte[] text = challenge.getBytes(StandardCharsets.UTF_8);
    byte[] content = Arrays.copyOf(label, label.length + 2 * ID_BYTES + text.length);
    System.arraycopy(account.toBytes().shared(), 0, content, label.length, ID_BYTES);
    System.arraycopy(device.toBytes().shared(), 0, content, label.length + ID_BYTES, ID_BYTES);
    System.arraycopy(text, 0, content, label.length + 2 * ID_BYTES, text.length);
    return Bytes.owned(crypto.sign(Suite.SUITE, deviceKey, content));
  }

  public Bytes identityPublicKey() {
    return Bytes.of(identityKey.publicKey());
  }

  /// Who this device is in MLS groups.
  public Identity identity() {
    return new Identity(Suite.SUITE, credential(), deviceKey);
  }

  private Credential credential() {
    return Credential.basic(dev.godwit.mls.Bytes.of(certificate.shared()));
  }

  public boolean is(AccountId otherAccount, DeviceId otherDevice) {
    return account.equals(otherAccount) && device.equals(otherDevice);
  }

  /// The ids only.
  @Override
  public String toString() {
    return "Self[" + account + ", " + device + "]";
  }

  private static Self decode(Bytes bytes) {
    Unpacker in = new Unpacker(bytes);
    if (in.number() != FORMAT) {
      throw new IllegalStateException("The store was written by a newer version");
    }
    return new Self(in.account(), in.device(), unpack(in), unpack(in), in.bytes());
  }

  private static void pack(Packer out, KeyPair pair) {
    out.bytes(Bytes.of(pair.publicKey())).bytes(Bytes.of(pair.privateKey()));
  }

  private static KeyPair unpack(Unpacker in) {
    return new KeyPair(in.bytes().toArray(), in.bytes().toArray());
  }
}
