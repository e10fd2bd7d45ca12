package dev.godwit.core.routing;

/// What one worker does because there are other nodes: it takes what they pass on, and sees to it
/// that nothing stays as it was told when something was lost or homes have moved.
final class Fleet implements Links.Events {
  private static final int HEARD_TICKS = Edges.HEARD_MILLIS / Worker.TICK_MILLIS;

  private final Mail mail;
  private final Links links;
  private final Edges edges;
  private final AccountShare accounts;
  private final ConversationShare conversations;
  private int ticks;
  private boolean looksAgain;
  private long nowMillis;

  Fleet(
      Mail mail, Links links, Edges edges, AccountShare accounts, ConversationShare conversations) {
    this.mail = mail;
    this.links = links;
    this.edges = edges;
    this.accounts = accounts;
    this.conversations = conversations;
  }

  Fleet at(long now) {
    nowMillis = now;
    return this;
  }

  /// What came in at another node, for an account that it takes to be at home here.
  void onPassed(Seat edge, Input input, long now) {
    switch (input) {
      case Input.SessionOpened opened -> {
        if (edges.admits(edge, opened)) {
          accounts.onOpened(opened, now);
        }
      }
      case Input.FrameReceived received -> {
        if (edges.isGuest(edge, received.session())) {
          accounts.onFrame(received, now);
        }
      }
      case Input.DeviceHeard heard -> {
        if (edges.isGuest(edge, heard.session())) {
          accounts.onHeard(heard, now);
        }
      }
      case Input.SessionClosed closed -> {
        edges.leaves(closed.session());
        accounts.onClosed(closed, now);
      }
      case Input.DeviceRevoked revoked -> accounts.onRevoked(revoked, now);
      case Input.AccountEvent event -> accounts.onEvent(event, now);
      case Input.IntentFound _,
          Input.Requested _,
          Input.LobbyRequested _,
          Input.ReadDone _,
          Input.ViewChanged _,
          Input.LetterCame _,
          Input.Internal _ ->
          throw new AssertionError("these are not passed on");
    }
  }

  /// What was lost is told again or looked up; who hears of several troubles at once does it once.
  void onTick(long now) {
    nowMillis = now;
    links.onTick(this);
    ticks++;
    if (ticks % HEARD_TICKS == 0) {
      edges.tellHeard();
    }
    if (looksAgain) {
      looksAgain = false;
      accounts.lookAgain(now);
      conversations.lookAgain();
    }
  }

  @Override
  public void onTroubled(Seat peer) {
    edges.onTroubled(peer).forEach(closed -> accounts.onClosed(closed, nowMillis));
    accounts.forgetWatchersAt(peer);
    links.takeMoves(peer).forEach(mail::send);
    looksAgain = true;
  }

  @Override
  public void onHomesMoved() {
    edges.onHomesMoved();
    accounts.onHomesMoved(nowMillis);
    mail.sendToOthersHere(new Message.HomesMoved());
    looksAgain = true;
  }

  @Override
  public void onOthersMoved() {
    looksAgain = true;
  }
}
