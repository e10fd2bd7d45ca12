package dev.godwit.core.account;

import dev.godwit.core.account.AttemptLimiter.Rate;
import java.time.Duration;

/// How often somebody may try.
///
/// @param registrations accounts made from one address
/// @param signInsByHandle failed sign-ins of one handle
/// @param signInsByAddress failed sign-ins from one address
public record AccountLimits(Rate registrations, Rate signInsByHandle, Rate signInsByAddress) {
  public static final AccountLimits DEFAULT =
      new AccountLimits(
          Rate.of(60, 360, Duration.ofHours(1)),
          Rate.of(10, 120, Duration.ofHours(1)),
          Rate.of(60, 720, Duration.ofHours(1)));
}
