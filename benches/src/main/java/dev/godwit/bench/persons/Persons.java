package dev.godwit.bench.persons;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.fleet.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// People of whom each two talk to each other: both send a numbered message now and then.
public final class Persons implements AutoCloseable {
  private static final long EVERY_MILLIS = 50;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Duration PREPARE_TIME_MAX = Duration.ofMinutes(2);

  private final List<Person> people = new ArrayList<>();
  private final ScheduledExecutorService talking = Executors.newSingleThreadScheduledExecutor();
  private ScheduledFuture<?> talk;

  private Persons() {
    talk = talking.schedule(() -> {}, 0, TimeUnit.MILLISECONDS);
  }

  /// Registers an even number of people and lets each two meet; their homes are made in `folder`.
  public static Persons meet(URI node, Path folder, int count) {
    Persons persons = new Persons();
    for (int i = 0; i < count; i++) {
      persons.people.add(Person.register(node, folder, "person" + i));
    }
    persons.await(Person::isOnline, PREPARE_TIME_MAX, "did not come online");
    for (int i = 0; i < count; i++) {
      persons.people.get(i).greet(persons.partner(i));
      persons.awaitGreeting(i);
    }
    return persons;
  }

  private void awaitGreeting(int of) {
    Person partner = partner(of);
    await(
        person -> person != partner || person.wasGreeted(), PREPARE_TIME_MAX, "heard no greeting");
  }

  private Person partner(int of) {
    return people.get(of ^ 1);
  }

  /// From now on everybody sends.
  public void talk() {
    talk = talking.scheduleWithFixedDelay(this::sendNext, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void sendNext() {
    for (int i = 0; i < people.size(); i++) {
      people.get(i).sendNext(partner(i));
    }
  }

  /// Nobody sends any more; returns when all has been delivered. Throws [BenchFailure].
  public void fallSilent(Duration timeMax) {
    talk.cancel(false);
    await(Person::isAllDelivered, timeMax, "wait for their second tick");
  }

  /// Waits until everybody lost the connection after `since` and is connected and up to date
  /// again; answers when the last was, on the clock of System.nanoTime. Throws [BenchFailure].
  public long awaitBack(long since, Duration timeMax) {
    await(person -> person.isBackSince(since), timeMax, "are not back");
    return people.stream().mapToLong(Person::onlineNanos).max().orElse(since);
  }

  private void await(Predicate<Person> wanted, Duration timeMax, String otherwise) {
    long end = System.nanoTime() + timeMax.toNanos();
    while (!people.stream().allMatch(wanted)) {
      if (System.nanoTime() - end > 0) {
        long missing = people.stream().filter(wanted.negate()).count();
        throw new BenchFailure(
            "In %d s: %d of %d %s"
                .formatted(timeMax.toSeconds(), missing, people.size(), otherwise));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /// What was promised and what was shown, over all.
  public Verdict verdict() {
    Verdict verdict = Verdict.NONE;
    for (int i = 0; i < people.size(); i++) {
      verdict = verdict.plus(people.get(i).check(partner(i)).verdict());
    }
    return verdict;
  }

  @Override
  public void close() {
    talking.shutdownNow();
    people.forEach(Person::close);
  }
}
