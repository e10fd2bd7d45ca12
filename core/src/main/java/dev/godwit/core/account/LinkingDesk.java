package dev.godwit.core.account;

import dev.godwit.core.account.AttemptLimiter.Rate;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// The place where a new device and an old one of an account meet: three messages under a name that
/// follows from a code, each written once, all opaque to the node.
///
/// Kept in memory: when the node restarts, the person shows a new code. Safe for several threads.
public final class LinkingDesk {
  /// How long a code lives.
  public static final long LIFE_MILLIS = Duration.ofMinutes(5).toMillis();

  /// One message.
  public static final int MESSAGE_BYTES_MAX = 2_048;

  /// The name of a place.
  public static final int NAME_BYTES = 16;

  /// Places at the same time; more are refused.
  static final int PLACES_MAX = 4_096;

  /// How often one account may look for a code that is not there.
  static final Rate MISSES = Rate.of(10, 60, Duration.ofHours(1));

  /// Codes shown from one address.
  static final Rate OFFERS = Rate.of(30, 240, Duration.ofHours(1));

  private static final long RETRY_AFTER_MILLIS = 10_000;

  private record Place(
      Bytes offer, AccountId account, Bytes answer, Bytes acceptance, long untilMillis) {
    Place answered(AccountId by, Bytes message) {
      return new Place(offer, by, message, acceptance, untilMillis);
    }

    Place accepted(Bytes message) {
      return new Place(offer, account, answer, message, untilMillis);
    }
  }

  private final InstantSource time;
  private final AttemptLimiter misses;
  private final AttemptLimiter offers;

  // The oldest first.
  private final Map<Bytes, Place> places = new LinkedHashMap<>();

  public LinkingDesk(InstantSource time) {
    this.time = time;
    this.misses = new AttemptLimiter(MISSES, time);
    this.offers = new AttemptLimiter(OFFERS, time);
  }

  /// A new device offers itself. Offering the same again is done already.
  public synchronized Reply<Bytes> offer(Bytes name, Bytes offer, String address) {
    forgetOld();
    Place there = places.get(name);
    if (there != null) {
      return there.offer().equals(offer)
          ? Reply.given(name)
          : Reply.refused(ErrorCode.LINKING_ANSWERED);
    }
    long wait = places.size() >= PLACES_MAX ? RETRY_AFTER_MILLIS : offers.take(address);
    if (wait > 0) {
      return Reply.refused(ErrorCode.RATE_LIMITED, wait);
    }
    long until = time.millis() + LIFE_MILLIS;
    places.put(name, new Place(offer, AccountId.NONE, Bytes.EMPTY, Bytes.EMPTY, until));
    return Reply.given(name);
  }

  /// What is offered under this name; a miss costs the account a try.
  public synchronized Reply<Bytes> offerAt(Bytes name, AccountId account) {
    long wait = misses.take(account.toString());
    if (wait > 0) {
      return Reply.refused(ErrorCode.RATE_LIMITED, wait);
    }
    Reply<Bytes> offer = at(name).map(Place::offer);
    if (offer instanceof Reply.Given<Bytes>) {
      misses.giveBack(account.toString());
    }
    return offer;
  }

  /// An account answers, once: the first answer counts. Giving the same again is done already.
  public synchronized Reply<Bytes> answer(Bytes name, AccountId account, Bytes answer) {
    return at(name)
        .then(
            place ->
                place.answer().isEmpty() || place.answer().equals(answer)
                    ? write(name, place.answered(account, answer))
                    : Reply.refused(ErrorCode.LINKING_ANSWERED));
  }

  /// The answer; empty while there is none.
  public synchronized Reply<Bytes> answerAt(Bytes name) {
    return at(name).map(Place::answer);
  }

  /// The new device accepts, once.
  public synchronized Reply<Bytes> accept(Bytes name, Bytes acceptance) {
    return at(name)
        .then(
            place ->
                place.acceptance().isEmpty() || place.acceptance().equals(acceptance)
                    ? write(name, place.accepted(acceptance))
                    : Reply.refused(ErrorCode.LINKING_ANSWERED));
  }

  /// What the new device has accepted with, for the account that has answered; empty while it has
  /// not.
  public synchronized Reply<Bytes> acceptanceAt(Bytes name, AccountId account) {
    return at(name)
        .then(
            place ->
                place.account().equals(account)
                    ? Reply.given(place.acceptance())
                    : Reply.refused(ErrorCode.LINKING_UNKNOWN));
  }

  private Reply<Bytes> write(Bytes name, Place place) {
    places.put(name, place);
    return Reply.given(name);
  }

  private Reply<Place> at(Bytes name) {
    forgetOld();
    Place place = places.get(name);
    return place == null ? Reply.refused(ErrorCode.LINKING_UNKNOWN) : Reply.given(place);
  }

  private void forgetOld() {
    long now = time.millis();
    places.values().removeIf(place -> place.untilMillis() <= now);
  }
}
