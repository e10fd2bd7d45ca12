package dev.godwit.device.trust;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.step.Draft;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.DeviceRevocation;
import dev.godwit.wire.MalformedFrame;
import dev.godwit.wire.SignedDeviceRevocation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Devices that their accounts have taken back. What was seen here once is never forgotten, so a
/// server cannot bring such a device to life again.
public final class Revocations {
  private static final byte[] LABEL =
      "godwit device revocation 1\0".getBytes(StandardCharsets.US_ASCII);
  /// The clocks of nodes, by which it is told when a device ended, are at most so far apart.
  private static final long CLOCKS_MILLIS = 10 * 60 * 1_000;

  private static final String PREFIX = "revoked/";

  private final Crypto crypto;
  private final Identities identities;
  private final Draft draft;

  public Revocations(Crypto crypto, Identities identities, Draft draft) {
    this.crypto = crypto;
    this.identities = identities;
    this.draft = draft;
  }

  /// States that a device of the own account is to go; an encoded SignedDeviceRevocation.
  public static Bytes issue(Crypto crypto, Self self, DeviceId device, long serverMillis) {
    Bytes content = new DeviceRevocation(self.account(), device, serverMillis).encode();
    byte[] signature = crypto.sign(Suite.SUITE, self.identityKey(), signed(content));
    return new SignedDeviceRevocation(content, Bytes.owned(signature)).encode();
  }

  /// Remembers a statement when the account's identity, as it is remembered, has signed it. Answers
  /// the device that is revoked.
  public Optional<DeviceId> learn(AccountId account, Bytes statement) {
    Optional<DeviceRevocation> known =
        identities.believed(account).flatMap(key -> check(account, key, statement));
    known.ifPresent(revoked -> draft.put(key(account, revoked.device()), time(revoked.time())));
    return known.map(DeviceRevocation::device);
  }

  /// Remembers that this device of the own account has ended, whoever said so.
  public void remember(AccountId account, DeviceId device) {
    if (!isRevoked(account, device)) {
      draft.put(key(account, device), time(0));
    }
  }

  public boolean isRevoked(AccountId account, DeviceId device) {
    return draft.get(key(account, device)).isPresent();
  }

  /// Whether the device had ended when something was done at a time by the node's clock. Without a
  /// statement of its account nobody knows when it ended.
  public boolean wasRevoked(AccountId account, DeviceId device, long timeMillis) {
    return draft
        .get(key(account, device))
        .map(value -> value.isEmpty() ? 0 : new Unpacker(value).number())
        .filter(ended -> timeMillis > ended + CLOCKS_MILLIS)
        .isPresent();
  }

  private static Bytes time(long timeMillis) {
    return new Packer().number(timeMillis).toBytes();
  }

  private Optional<DeviceRevocation> check(AccountId account, Bytes identityKey, Bytes statement) {
    try {
      SignedDeviceRevocation outer = SignedDeviceRevocation.decode(statement);
      DeviceRevocation inner = DeviceRevocation.decode(outer.revocation());
      boolean holds =
          inner.account().equals(account)
              && crypto.verify(
                  Suite.SUITE,
                  identityKey.toArray(),
                  signed(outer.revocation()),
                  outer.signature().toArray());
      return holds ? Optional.of(inner) : Optional.empty();
    } catch (MalformedFrame e) {
      return Optional.empty();
    }
  }

  private static byte[] signed(Bytes content) {
    byte[] all = Arrays.copyOf(LABEL, LABEL.length + content.size());
    System.arraycopy(content.shared(), 0, all, LABEL.length, content.size());
    return all;
  }

  private static String key(AccountId account, DeviceId device) {
    return PREFIX + account + "/" + device;
  }
}
