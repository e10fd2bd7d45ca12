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
          new Rate(60, Duration.ofSeconds(10).toMillis()),
          new Rate(10, Duration.ofSeconds(30).toMillis()),
          new Rate(60, Duration.ofSeconds(5).toMillis()));
}
