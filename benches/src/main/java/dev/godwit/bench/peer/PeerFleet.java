package dev.godwit.bench.peer;

import dev.godwit.bench.fleet.Counts;
import dev.godwit.bench.fleet.Loop;
import dev.godwit.bench.fleet.Talkers;
import dev.godwit.bench.fleet.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Users of a peer on one event loop thread, each two of them partners.
public final class PeerFleet implements Talkers {
  private static final int OPENING_MAX = 32;

  private final Loop loop = new Loop();
  private final Peer peer;
  private final List<User> users = new ArrayList<>();
  private final ArrayDeque<User> waiting = new ArrayDeque<>();
  private int inFlightWanted;
  private long stored;
  private long shown;
  private long finished;
  private long closed;
  private String lastFailure = "none";

  /// @param count an even number
  public PeerFleet(Peer peer, int count) {
    this.peer = peer;
    Around around = new Around();
    for (int i = 0; i < count; i++) {
      users.add(new User(i, around));
    }
    for (int i = 0; i < count; i++) {
      User user = users.get(i);
      user.meet(users.get(i ^ 1), peer.line(i, user));
    }
  }

  /// Opens all connections and waits until everybody has signed in.
  public void connect(Duration timeMax) {
    loop.run(
        () -> {
          waiting.addAll(users);
          for (int i = 0; i < OPENING_MAX; i++) {
            connectNext();
          }
        });
    loop.await(
        () -> users.stream().allMatch(User::isReady),
        timeMax,
        () -> "not everybody signed in, last failure: " + lastFailure);
  }

  private void connectNext() {
    User next = waiting.poll();
    if (next != null) {
      loop.connect(
          peer.port(), channel -> next.line().open(channel), () -> lastFailure = "refused");
    }
  }

  @Override
  public void keepInFlight(int messages) {
    loop.run(
        () -> {
          inFlightWanted = messages;
          users.forEach(User::onRead);
        });
  }

  @Override
  public Counts counts() {
    return loop.call(this::countsNow);
  }

  @Override
  public Counts countsAfter(Duration time) {
    return loop.after(time, this::countsNow);
  }

  private Counts countsNow() {
    return new Counts(System.nanoTime(), stored, shown, finished, 0, closed, Map.of());
  }

  @Override
  public void awaitQuiet(Duration timeMax) {
    loop.await(
        () -> users.stream().allMatch(user -> user.inFlight() == 0),
        timeMax,
        () -> "messages without both ticks, last failure: " + lastFailure);
  }

  @Override
  public Verdict verdict() {
    return loop.call(
        () ->
            users.stream().map(user -> user.check().verdict()).reduce(Verdict.NONE, Verdict::plus));
  }

  @Override
  public void close() {
    loop.run(() -> users.forEach(user -> user.line().close()));
    loop.close();
  }

  private final class Around implements User.Around {
    @Override
    public int inFlightWanted() {
      return inFlightWanted;
    }

    @Override
    public void onReady() {
      connectNext();
    }

    @Override
    public void onStored() {
      stored++;
    }

    @Override
    public void onShown() {
      shown++;
    }

    @Override
    public void onFinished() {
      finished++;
    }

    @Override
    public void onFailure(String why) {
      closed++;
      lastFailure = why;
    }
  }
}
