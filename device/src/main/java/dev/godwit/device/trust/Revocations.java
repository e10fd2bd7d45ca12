package dev.godwit.device.trust;

import dev.godwit.device.step.Answer;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Devices that their accounts have taken back. What was seen here once is never forgotten, so a
/// server cannot bring such a device to life again.
public final class Revocations {
  private static final byte[] LABEL =
      "godwit device revocation 1\0".getBytes(StandardCharsets.US_ASCII);

  /// For so long, by this device's own clock and when it is up to date, it takes others for not
  /// knowing yet what it has just learned.
  public static final long KNOWN_MILLIS = 10 * 60 * 1_000;

  private static final String PREFIX = "revoked/";
  private static final String NEWS = "revoked-news/";

  private final Crypto crypto;
  private final Identities identities;
  private final Draft draft;

  /// Since when this device is up to date with what it has just learned; -1 before it is.
  private final Map<String, Long> news = new TreeMap<>();

  public Revocations(Crypto crypto, Identities identities, Draft draft) {
    this.crypto = crypto;
    this.identities = identities;
    this.draft = draft;
    draft.scan(NEWS).keySet().forEach(key -> news.put(key.substring(NEWS.length()), -1L));
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
    Optional<DeviceId> device =
        identities.believed(account).flatMap(key -> check(account, key, statement));
    device.ifPresent(revoked -> remember(account, revoked));
    return device;
  }

  /// What the node shows of an account: remembers which of its devices have ended.
  public void learn(Answer.Account shown) {
    shown.devices().stream()
        .filter(device -> !device.revocation().isEmpty())
        .forEach(device -> learn(shown.account(), device.revocation()));
  }

  /// Remembers that this device of the own account has ended, whoever said so.
  public void remember(AccountId account, DeviceId device) {
    if (!isRevoked(account, device)) {
      String key = key(account, device);
      draft.put(PREFIX + key, Bytes.EMPTY);
      draft.put(NEWS + key, Bytes.EMPTY);
      news.put(key, -1L);
    }
  }

  public boolean isRevoked(AccountId account, DeviceId device) {
    return draft.get(PREFIX + key(account, device)).isPresent();
  }

  /// Whether nobody may bring the device in any more. For a while others may have done so before
  /// they could know; what they say of the time is not looked at.
  public boolean isKnownToAll(AccountId account, DeviceId device) {
    return isRevoked(account, device) && !news.containsKey(key(account, device));
  }

  /// Time passes while this device is up to date.
  public void pump(long elapsedMillis) {
    if (news.isEmpty()) {
      return;
    }
    news.replaceAll((_, since) -> since < 0 ? elapsedMillis : since);
    news.entrySet()
        .removeIf(
            row -> {
              boolean old = elapsedMillis - row.getValue() >= KNOWN_MILLIS;
              if (old) {
                draft.delete(NEWS + row.getKey());
              }
              return old;
            });
  }

  private Optional<DeviceId> check(AccountId account, Bytes identityKey, Bytes statement) {
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
      return holds ? Optional.of(inner.device()) : Optional.empty();
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
    return account + "/" + device;
  }
}
