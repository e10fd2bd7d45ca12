package dev.godwit.bench.peer;

import static java.util.Objects.requireNonNull;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.fleet.DeliveryCheck;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// One user with one partner: sends numbered messages, confirms the partner's, and counts both
/// ticks of its own. Lives on the loop's thread.
public final class User {
  private final int number;
  private final Around around;
  private final DeliveryCheck check = new DeliveryCheck();
  private final BitSet stored = new BitSet();
  private final BitSet confirmed = new BitSet();
  private @Nullable User partner;
  private @Nullable Line line;
  private int sent;
  private int finished;
  private boolean ready;

  User(int number, Around around) {
    this.number = number;
    this.around = around;
  }

  /// What a user finds around it.
  interface Around {
    int inFlightWanted();

    /// The user has signed in.
    void onReady();

    void onStored();

    void onShown();

    void onFinished();

    void onFailure(String why);
  }

  void meet(User other, Line speaks) {
    partner = other;
    line = speaks;
  }

  private User partner() {
    return requireNonNull(partner);
  }

  Line line() {
    return requireNonNull(line);
  }

  DeliveryCheck check() {
    return check;
  }

  int inFlight() {
    return sent - finished;
  }

  boolean isReady() {
    return ready;
  }

  /// Signed in; may send.
  void onReady() {
    ready = true;
    around.onReady();
  }

  /// Keeps as many messages in flight as are wanted.
  void pump() {
    while (ready && inFlight() < around.inFlightWanted()) {
      line().send(partner().number, ++sent);
    }
  }

  /// The first tick: the server has taken the message.
  void onStored(int message) {
    if (!stored.get(message)) {
      stored.set(message);
      check.onAcknowledged(message, message);
      around.onStored();
      finishedPerhaps(message);
    }
  }

  /// The second tick: the partner has the message.
  void onConfirmed(int message) {
    if (!confirmed.get(message)) {
      confirmed.set(message);
      finishedPerhaps(message);
    }
  }

  private void finishedPerhaps(int message) {
    if (stored.get(message) && confirmed.get(message)) {
      finished++;
      around.onFinished();
    }
  }

  /// A message of the partner.
  void onMessage(int message) {
    partner().check.onShown(message, message);
    around.onShown();
    line().confirm(partner().number, message);
  }

  /// Everything that had arrived was told.
  void onRead() {
    pump();
    line().flush();
  }

  void onClosed() {
    if (ready) {
      around.onFailure("The server closed the connection of user " + number);
    }
    ready = false;
  }

  void onFailure(Throwable cause) {
    around.onFailure(cause.toString());
  }

  /// What the server said, and no client expects.
  BenchFailure unexpected(String said) {
    return new BenchFailure("The server said to user " + number + ": " + said);
  }
}
