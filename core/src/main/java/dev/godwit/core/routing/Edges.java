package dev.godwit.core.routing;

import dev.godwit.core.session.SessionId;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Sessions whose device is connected to one node while their account is at home at another. At the
/// node of the connection they only pass; at the home they are sessions as any other.
///
/// What passes is never kept: when something was lost, or the home is elsewhere, the session ends,
/// and the device comes back with its Hello.
final class Edges {
  /// Sessions of one worker that pass to other nodes.
  static final int PASSING_MAX = 65_536;

  /// Sessions of one worker whose devices are connected to other nodes.
  static final int GUESTS_MAX = 65_536;

  /// How often [#tellHeard] is called.
  static final int HEARD_MILLIS = 3_000;

  /// Said to a device whose session ends though nothing is wrong with it.
  static final CloseCode COME_AGAIN = CloseCode.DRAINING;

  private record Passing(AccountId account, Seat home) {}

  private record Guest(AccountId account, Seat edge) {}

  private final Mail mail;
  private final Outputs outputs;
  private final Map<SessionId, Passing> passing = new LinkedHashMap<>();
  private final Map<SessionId, Guest> guests = new LinkedHashMap<>();

  Edges(Mail mail, Outputs outputs) {
    this.mail = mail;
    this.outputs = outputs;
  }

  // --- Where the device is connected ---

  /// True when the session passes to another node and nothing else is to be done.
  boolean passes(Input.SessionOpened opened) {
    Seat home = mail.homes().homeOf(opened.account());
    if (mail.homes().isHere(home)) {
      return false;
    }
    if (passing.size() < PASSING_MAX) {
      passing.put(opened.session(), new Passing(opened.account(), home));
      pass(home, opened);
    } else {
      outputs.close(opened.session(), CloseCode.OVERLOADED);
    }
    return true;
  }

  /// The same of a frame.
  boolean passes(Input.FrameReceived received) {
    Passing session = passing.isEmpty() ? null : passing.get(received.session());
    if (session != null) {
      pass(session.home(), received);
    }
    return session != null;
  }

  /// The same of a sign of life.
  boolean passes(Input.DeviceHeard heard) {
    Passing session = passing.isEmpty() ? null : passing.get(heard.session());
    if (session != null) {
      pass(session.home(), heard);
    }
    return session != null;
  }

  /// Tells homes of devices that were heard lately, since connections answer heartbeats by
  /// themselves.
  void tellHeard() {
    passing.forEach(
        (session, at) -> {
          if (outputs.silentMillis(session) < HEARD_MILLIS) {
            pass(at.home(), new Input.DeviceHeard(session, at.account()));
          }
        });
  }

  /// The same of an end.
  boolean passes(Input.SessionClosed closed) {
    Passing session = passing.isEmpty() ? null : passing.remove(closed.session());
    if (session != null) {
      pass(session.home(), closed);
    }
    return session != null;
  }

  /// The same of what happens to an account.
  boolean passes(AccountId account, Input happened) {
    Seat home = mail.homes().homeOf(account);
    boolean elsewhere = !mail.homes().isHere(home);
    if (elsewhere) {
      pass(home, happened);
    }
    return elsewhere;
  }

  private void pass(Seat home, Input input) {
    mail.send(home, new Message.Passed(mail.homes().here(), input));
  }

  void onWritten(Message.Written written) {
    if (passing.containsKey(written.session())) {
      outputs.write(written.session(), written.frame());
    }
  }

  void onEnded(Message.Ended ended) {
    if (passing.remove(ended.session()) != null) {
      outputs.close(ended.session(), ended.code());
    }
  }

  // --- Where the account is at home ---

  /// A session of a device that is connected to another node; false when there are too many.
  boolean admits(Seat edge, Input.SessionOpened opened) {
    boolean hasRoom = guests.size() < GUESTS_MAX;
    if (hasRoom) {
      guests.put(opened.session(), new Guest(opened.account(), edge));
    } else {
      end(edge, opened.session(), CloseCode.OVERLOADED);
    }
    return hasRoom;
  }

  /// Whether the session is one of these. What comes of another one came too late, or its beginning
  /// was lost.
  boolean isGuest(Seat edge, SessionId session) {
    boolean known = guests.containsKey(session);
    if (!known) {
      end(edge, session, COME_AGAIN);
    }
    return known;
  }

  void leaves(SessionId session) {
    guests.remove(session);
  }

  private void end(Seat edge, SessionId session, CloseCode code) {
    mail.send(edge, new Message.Ended(session, code));
  }

  /// To the device, wherever it is connected.
  void write(SessionId session, Bytes frame) {
    Guest guest = guests.isEmpty() ? null : guests.get(session);
    if (guest == null) {
      outputs.write(session, frame);
    } else {
      mail.send(guest.edge(), new Message.Written(session, frame));
    }
  }

  /// For how long nothing came from the device as far as is known here; of a device that is
  /// connected to another node what comes from there tells.
  long silentMillis(SessionId session) {
    boolean isGuest = !guests.isEmpty() && guests.containsKey(session);
    return isGuest ? Long.MAX_VALUE : outputs.silentMillis(session);
  }

  void close(SessionId session, CloseCode code) {
    Guest guest = guests.isEmpty() ? null : guests.remove(session);
    if (guest == null) {
      outputs.close(session, code);
    } else {
      end(guest.edge(), session, code);
    }
  }

  // --- Trouble ---

  /// Something was lost between here and there: what passes between the two ends. Answers what
  /// becomes of the sessions that were at home here.
  List<Input.SessionClosed> onTroubled(Seat peer) {
    endPassing(at -> at.home().equals(peer));
    List<Input.SessionClosed> ended =
        guests.entrySet().stream()
            .filter(guest -> guest.getValue().edge().equals(peer))
            .map(g -> new Input.SessionClosed(g.getKey(), g.getValue().account()))
            .toList();
    ended.forEach(closed -> close(closed.session(), COME_AGAIN));
    return ended;
  }

  /// Sessions whose account is at home elsewhere now end.
  void onHomesMoved() {
    endPassing(at -> !mail.homes().homeOf(at.account()).equals(at.home()));
  }

  private void endPassing(Predicate<Passing> which) {
    Map<SessionId, Passing> ended = new LinkedHashMap<>(passing);
    ended.values().removeIf(which.negate());
    ended.forEach(
        (session, at) -> {
          passing.remove(session);
          pass(at.home(), new Input.SessionClosed(session, at.account()));
          outputs.close(session, COME_AGAIN);
        });
  }
}
