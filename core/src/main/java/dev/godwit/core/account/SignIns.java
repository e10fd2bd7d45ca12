package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Starts, refreshes and ends sign-ins. Every refresh makes the token before it invalid; using an
/// old one ends the sign-in, since then two parties hold it.
///
/// One exception: a device that lost the answer, or crashed before it stored it, may use the token
/// before the newest again within [#GRACE_MILLIS], as long as the newest was not used. That
/// replaces the newest, so whoever holds that one is found out when using it.
public final class SignIns {
  /// A sign-in that is not refreshed for so long has ended.
  static final long LIFE_MILLIS = Duration.ofDays(90).toMillis();

  /// How long after a refresh the token before may be used again.
  static final long GRACE_MILLIS = Duration.ofMinutes(5).toMillis();

  private static final int RACES_MAX = 3;
  private static final long RETRY_AFTER_MILLIS = 100;

  private final Accounts accounts;
  private final AccessTokens tokens;
  private final InstantSource time;
  private final RandomGenerator random;

  /// @param random must be fit for cryptography
  public SignIns(
      Accounts accounts, AccessTokens tokens, InstantSource time, RandomGenerator random) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.time = time;
    this.random = random;
  }

  /// Begins a sign-in of a device; its account has proven who it is.
  Granted begin(AccountId account, DeviceId device) {
    byte[] id = new byte[RefreshToken.ID_BYTES];
    random.nextBytes(id);
    RefreshToken token = RefreshToken.next(Bytes.owned(id), random);
    SignIn signIn =
        new SignIn(token.signIn(), account, device, token.hash(), Bytes.EMPTY, 0, expiresMillis());
    accounts.putSignIn(signIn);
    accounts.seen(account, device, time.millis());
    return granted(signIn, token);
  }

  /// New tokens for a refresh token. TOKEN_REUSED ends the sign-in.
  public Reply<Granted> refresh(String refreshToken) {
    return RefreshToken.parse(refreshToken).then(this::refresh);
  }

  /// Ends one sign-in; its access token is refused from now on. Idempotent.
  public void end(AccessToken token) {
    tokens.endSignIn(token.signIn());
    accounts.removeSignIn(Bytes.owned(HexFormat.of().parseHex(token.signIn())));
  }

  /// Ends all sign-ins of a device. Idempotent.
  void endAll(AccountId account, DeviceId device) {
    tokens.endDevice(account, device);
    accounts.removeSignIns(account, device);
  }

  private Reply<Granted> refresh(RefreshToken token) {
    for (int race = 0; race < RACES_MAX; race++) {
      Optional<SignIn> found = accounts.signIn(token.signIn()).filter(this::isAlive);
      if (found.isEmpty()) {
        return Reply.refused(ErrorCode.UNAUTHORIZED);
      }
      Optional<Reply<Granted>> outcome = refresh(found.get(), token);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    return Reply.refused(ErrorCode.OVERLOADED, RETRY_AFTER_MILLIS);
  }

  /// Empty when somebody else refreshed the same sign-in in between.
  private Optional<Reply<Granted>> refresh(SignIn signIn, RefreshToken token) {
    boolean newest = isHash(signIn.tokenHash(), token);
    if (!newest && !(isHash(signIn.previousHash(), token) && isInGrace(signIn))) {
      accounts.removeSignIn(signIn.id());
      tokens.endSignIn(RefreshToken.format(signIn.id()));
      return Optional.of(Reply.refused(ErrorCode.TOKEN_REUSED));
    }
    if (isRevoked(signIn)) {
      return Optional.of(Reply.refused(ErrorCode.DEVICE_REVOKED));
    }
    RefreshToken next = RefreshToken.next(signIn.id(), random);
    SignIn refreshed = newest ? renewed(signIn, next) : retried(signIn, next);
    if (!accounts.replaceSignIn(signIn.generation(), refreshed)) {
      return Optional.empty();
    }
    accounts.seen(signIn.account(), signIn.device(), time.millis());
    return Optional.of(Reply.given(granted(refreshed, next)));
  }

  private SignIn renewed(SignIn from, RefreshToken next) {
    return with(from, next.hash(), from.tokenHash(), expiresMillis());
  }

  /// The time of the refresh stays, so that retries do not make the grace longer.
  private static SignIn retried(SignIn from, RefreshToken next) {
    return with(from, next.hash(), from.previousHash(), from.expiresMillis());
  }

  private static SignIn with(SignIn from, Bytes hash, Bytes previousHash, long expiresMillis) {
    return new SignIn(
        from.id(),
        from.account(),
        from.device(),
        hash,
        previousHash,
        from.generation() + 1,
        expiresMillis);
  }

  private Granted granted(SignIn signIn, RefreshToken token) {
    return new Granted(
        signIn.account(),
        signIn.device(),
        tokens.issue(signIn),
        token.format(),
        AccessTokens.LIFE_MILLIS);
  }

  private long expiresMillis() {
    return time.millis() + LIFE_MILLIS;
  }

  private boolean isAlive(SignIn signIn) {
    return signIn.expiresMillis() > time.millis();
  }

  private boolean isInGrace(SignIn signIn) {
    long refreshedMillis = signIn.expiresMillis() - LIFE_MILLIS;
    return time.millis() - refreshedMillis <= GRACE_MILLIS;
  }

  private boolean isRevoked(SignIn signIn) {
    return accounts
        .device(signIn.account(), signIn.device())
        .map(AccountDevice::isRevoked)
        .orElse(true);
  }

  private static boolean isHash(Bytes expected, RefreshToken token) {
    return MessageDigest.isEqual(expected.shared(), token.hash().shared());
  }
}
