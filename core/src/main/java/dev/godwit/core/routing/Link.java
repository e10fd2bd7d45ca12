package dev.godwit.core.routing;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// From one worker to one worker of another node, and back: what is missing, whether both hear each
/// other, and what has to be told again when something was lost.
final class Link {
  /// Ticks without a letter, after which the other one is taken for lost.
  static final int SILENT_TICKS_MAX = 30;

  /// Cursors that are kept to be told again. The oldest go; devices tell those in their next
  /// session.
  static final int MOVES_MAX = 4_096;

  /// What a letter means besides its messages.
  ///
  /// @param isNew false when it is late, or doubled
  /// @param troubled whether something was lost, either way
  /// @param moved whether the other worker thinks differently now about where homes are
  record Arrival(boolean isNew, boolean troubled, boolean moved) {
    static final Arrival LATE = new Arrival(false, false, false);
  }

  private record Mover(ConversationId conversation, AccountId account, DeviceId device) {}

  private final Seat here;
  private final Seat peer;
  private final long run;
  private final Map<Mover, Message.Moved> moves = new LinkedHashMap<>();
  private List<Input.Internal> outgoing = new ArrayList<>();
  private long sent;
  private long missed;
  private long peerRun;
  private long heard;
  private long peerMissed;
  private long peerHomes;
  private int silentTicks = SILENT_TICKS_MAX;
  private boolean hearsUs;

  /// @param run of the node here
  Link(Seat here, Seat peer, long run) {
    this.here = here;
    this.peer = peer;
    this.run = run;
  }

  Seat peer() {
    return peer;
  }

  /// Whether both have heard each other lately.
  boolean isUp() {
    return hearsUs && hears();
  }

  private boolean hears() {
    return silentTicks < SILENT_TICKS_MAX;
  }

  /// Whether nothing was heard of the other one for long.
  boolean isSilent() {
    return !hears();
  }

  /// Lets a tick pass.
  void onTick() {
    silentTicks = Math.min(silentTicks + 1, SILENT_TICKS_MAX);
  }

  Arrival onLetter(Letter letter) {
    if (isLate(letter)) {
      return Arrival.LATE;
    }
    boolean isSameRun = letter.run() == peerRun;
    boolean gap = isBehindAGap(letter);
    missed += gap ? 1 : 0;
    boolean began = !isSameRun && peerRun != 0;
    boolean lostThere = isSameRun && letter.missed() != peerMissed;
    boolean moved = !isSameRun || letter.homes() != peerHomes;
    peerRun = letter.run();
    heard = letter.number();
    peerMissed = letter.missed();
    peerHomes = letter.homes();
    silentTicks = 0;
    hearsUs = letter.hears() == run;
    return new Arrival(true, gap || began || lostThere, moved || gap);
  }

  private boolean isLate(Letter letter) {
    return letter.run() < peerRun || (letter.run() == peerRun && letter.number() <= heard);
  }

  private boolean isBehindAGap(Letter letter) {
    return letter.run() == peerRun && letter.number() > heard + 1;
  }

  void add(Input.Internal message) {
    if (outgoing.size() < Letter.MESSAGES_MAX) {
      outgoing.add(message);
    } else if (outgoing.size() == Letter.MESSAGES_MAX) {
      // The number of this letter is never sent.
      sent++;
    }
    if (message instanceof Message.Moved move) {
      keep(move);
    }
  }

  private void keep(Message.Moved move) {
    Mover mover = new Mover(move.conversation(), move.account(), move.device());
    Message.Moved before = moves.remove(mover);
    moves.put(mover, before == null ? move : move.furtherOf(before));
    if (moves.size() > MOVES_MAX) {
      moves.remove(moves.keySet().iterator().next());
    }
  }

  /// Hands out the cursors that may have been lost.
  List<Message.Moved> takeMoves() {
    List<Message.Moved> taken = List.copyOf(moves.values());
    moves.clear();
    return taken;
  }

  boolean hasOutgoing() {
    return !outgoing.isEmpty();
  }

  /// All that waits, as one letter; an empty one when nothing does.
  ///
  /// @param homes how often this worker has changed its mind about them
  Letter write(long homes) {
    List<Input.Internal> messages = outgoing;
    outgoing = new ArrayList<>();
    sent++;
    return new Letter(here, peer, run, sent, hears() ? peerRun : 0, missed, homes, messages);
  }
}
