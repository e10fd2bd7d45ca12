package dev.godwit.device.session;

import dev.godwit.device.step.Draft;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Limits;
import dev.godwit.wire.Opened;

/// The connection to the node: how far it is, and whether it is alive.
public final class Session {
  private enum State {
    CLOSED,
    /// Hello is said, Opened has not come.
    GREETING,
    OPEN,
    CAUGHT_UP
  }

  private final Clock clock;
  private final Draft draft;

  private State state = State.CLOSED;
  private boolean everCaughtUp;
  private long heartbeatMillis = Limits.HEARTBEAT_MILLIS;
  private long heardMillis;
  private long saidMillis;

  public Session(Clock clock, Draft draft) {
    this.clock = clock;
    this.draft = draft;
  }

  public void onConnected() {
    state = State.GREETING;
    heardMillis = clock.elapsedMillis();
    saidMillis = clock.elapsedMillis();
  }

  public void onOpened(Opened opened) {
    if (state != State.GREETING) {
      return;
    }
    state = State.OPEN;
    heardMillis = clock.elapsedMillis();
    clock.learn(opened.time());
    if (opened.heartbeatMillis() > 0) {
      heartbeatMillis = opened.heartbeatMillis();
    }
  }

  public void onCaughtUp() {
    if (!isOpen()) {
      return;
    }
    state = State.CAUGHT_UP;
    everCaughtUp = true;
  }

  public void onDisconnected() {
    state = State.CLOSED;
  }

  /// A frame came: the node is alive. One that never answers Hello is as good as silent.
  public void onHeard() {
    if (isOpen()) {
      heardMillis = clock.elapsedMillis();
    }
  }

  /// Says that this device is alive, and gives a session up that has gone silent.
  public void onTick() {
    if (state == State.CLOSED) {
      return;
    }
    if (clock.elapsedMillis() - heardMillis >= Limits.SILENT_MILLIS_MAX) {
      giveUp();
    } else if (isOpen() && clock.elapsedMillis() - saidMillis >= heartbeatMillis) {
      saidMillis = clock.elapsedMillis();
      draft.send(new Heartbeat(clock.serverMillis()));
    }
  }

  /// This session is of no use any more.
  public void giveUp() {
    state = State.CLOSED;
    draft.reconnect();
  }

  /// Hello was answered: frames may be sent.
  public boolean isOpen() {
    return state == State.OPEN || state == State.CAUGHT_UP;
  }

  /// All that was there when the session opened has come.
  public boolean isCaughtUp() {
    return state == State.CAUGHT_UP;
  }

  /// A session of this device object has caught up: the store is not an older copy unnoticed.
  public boolean hasEverCaughtUp() {
    return everCaughtUp;
  }
}
