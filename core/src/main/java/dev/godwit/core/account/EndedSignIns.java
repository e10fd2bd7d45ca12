package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import java.util.LinkedHashMap;
import java.util.Map;

/// Sign-ins and devices that were ended a moment ago at this node: their access tokens would still
/// be good for minutes. Safe for several threads.
final class EndedSignIns {
  /// Remembered at most; beyond that the oldest is forgotten and its token lives out its time.
  static final int ENDED_MAX = 65_536;

  // In the order in which they are forgotten.
  private final Map<String, Long> untilMillis = new LinkedHashMap<>();

  void endSignIn(String signIn, long nowMillis) {
    end(signIn, nowMillis);
  }

  void endDevice(AccountId account, DeviceId device, long nowMillis) {
    end(key(account, device), nowMillis);
  }

  synchronized boolean isEnded(AccessToken token) {
    return !untilMillis.isEmpty()
        && (untilMillis.containsKey(token.signIn())
            || untilMillis.containsKey(key(token.account(), token.device())));
  }

  private synchronized void end(String key, long nowMillis) {
    untilMillis.values().removeIf(until -> until <= nowMillis);
    if (untilMillis.size() >= ENDED_MAX) {
      untilMillis.remove(untilMillis.keySet().iterator().next());
    }
    untilMillis.put(key, nowMillis + AccessTokens.LIFE_MILLIS);
  }

  private static String key(AccountId account, DeviceId device) {
    return account + "/" + device;
  }
}
