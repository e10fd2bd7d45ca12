package dev.godwit.gateway.rest;

import dev.godwit.core.account.AttemptLimiter.Rate;

/// How much somebody may ask.
///
/// @param byAddress requests from one address
/// @param byAccount requests of one account
/// @param atOnceMax requests being answered at the same time, over all
public record RestLimits(Rate byAddress, Rate byAccount, int atOnceMax) {
  public static final RestLimits DEFAULT =
      new RestLimits(new Rate(600, 50), new Rate(600, 50), 1_024);
}
