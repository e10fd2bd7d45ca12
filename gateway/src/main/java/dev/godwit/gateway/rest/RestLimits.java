package dev.godwit.gateway.rest;

import dev.godwit.core.account.AttemptLimiter.Rate;
import java.time.Duration;

/// How much somebody may ask.
///
/// @param byAddress requests from one address
/// @param byAccount requests of one account
/// @param atOnceMax requests being answered at the same time, over all
public record RestLimits(Rate byAddress, Rate byAccount, int atOnceMax) {
  private static final Rate PER_SECOND = Rate.of(600, 20, Duration.ofSeconds(1));

  public static final RestLimits DEFAULT = new RestLimits(PER_SECOND, PER_SECOND, 1_024);
}
