package dev.godwit.bench.fleet;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// A registered account with its one device, and the tokens of that device.
public record Identity(AccountId account, DeviceId device, String token, String refreshToken) {

  /// Identities that no node knows: their tokens are their accounts' ids, as a relay takes them.
  public static List<Identity> strangers(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.generate(() -> new AccountId(random.nextLong(), random.nextLong()))
        .map(id -> new Identity(id, new DeviceId(id.high(), id.low()), id.toString(), ""))
        .limit(count)
        .toList();
  }

  @Override
  public String toString() {
    return "Identity[" + account + "]";
  }
}
