package dev.godwit.core.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All links of one worker to the workers of other nodes. A node lives for it when the [View] says
/// so and all its workers are heard and hear this one.
final class Links {
  /// Links at most; letters of more workers are passed over. A link is never forgotten, since its
  /// numbers go on.
  static final int LINKS_MAX = 16_384;

  /// Ticks between letters that only say that this worker lives.
  private static final int BEAT_TICKS = 5;

  /// What links tell.
  interface Events {
    /// Messages from or to that worker were lost, or all that it had in memory.
    void onTroubled(Seat peer);

    /// Homes are elsewhere for this worker from now on.
    void onHomesMoved();

    /// Homes are elsewhere for another worker, which may have sent something elsewhere before.
    void onOthersMoved();
  }

  private final Homes homes;
  private final Bus bus;
  private final long run;
  private final Map<Seat, Link> links = new LinkedHashMap<>();
  private View view = new View(0, List.of());
  private int ticks;

  Links(Homes homes, Bus bus, long run) {
    this.homes = homes;
    this.bus = bus;
    this.run = run;
  }

  void add(Seat to, Input.Internal message) {
    link(to).add(message);
  }

  private Link link(Seat peer) {
    return links.computeIfAbsent(peer, seat -> new Link(homes.here(), seat, run));
  }

  /// Hands out the cursors that were told to that worker and may have been lost.
  List<Message.Moved> takeMoves(Seat peer) {
    Link link = links.get(peer);
    return link == null ? List.of() : link.takeMoves();
  }

  void onView(View newer, Events events) {
    if (newer.number() > view.number()) {
      view = newer;
      others().forEach(node -> seatsOf(node).forEach(this::link));
      become(events);
    }
  }

  private List<View.Node> others() {
    return view.nodes().stream().filter(node -> node.id() != homes.here().node()).toList();
  }

  private static List<Seat> seatsOf(View.Node node) {
    List<Seat> seats = new ArrayList<>();
    for (int worker = 0; worker < node.workers(); worker++) {
      seats.add(new Seat(node.id(), worker));
    }
    return seats;
  }

  private void become(Events events) {
    if (homes.become(others().stream().filter(this::lives).toList())) {
      events.onHomesMoved();
    }
  }

  private boolean lives(View.Node node) {
    return seatsOf(node).stream().allMatch(seat -> link(seat).isUp());
  }

  /// Takes a letter; false when its messages are late and must not be taken.
  boolean onLetter(Letter letter, Events events) {
    if (!homes.isHere(letter.to())
        || (!links.containsKey(letter.from()) && links.size() == LINKS_MAX)) {
      return false;
    }
    Link link = link(letter.from());
    boolean wasUp = link.isUp();
    Link.Arrival arrival = link.onLetter(letter);
    if (arrival.troubled() || (wasUp && !link.isUp())) {
      events.onTroubled(link.peer());
    }
    if (arrival.moved()) {
      events.onOthersMoved();
    }
    if (wasUp != link.isUp()) {
      become(events);
    }
    // What was written before this run was heard is not for it.
    return arrival.isNew() && letter.hears() == run;
  }

  void onTick(Events events) {
    ticks++;
    for (Link link : List.copyOf(links.values())) {
      boolean wasUp = link.isUp();
      link.onTick();
      if (wasUp && !link.isUp()) {
        events.onTroubled(link.peer());
      }
    }
    if (!links.isEmpty()) {
      become(events);
    }
  }

  private boolean isWorthABeat(Link link) {
    return !link.isSilent() || isInView(link.peer());
  }

  private boolean isInView(Seat peer) {
    return view.nodes().stream().anyMatch(node -> node.id() == peer.node());
  }

  /// Sends what waits, one message for each node.
  void flush() {
    if (links.isEmpty()) {
      return;
    }
    boolean beats = ticks >= BEAT_TICKS;
    ticks = beats ? 0 : ticks;
    Map<Integer, List<Letter>> letters = new LinkedHashMap<>();
    for (Link link : links.values()) {
      if (link.hasOutgoing() || (beats && isWorthABeat(link))) {
        letters
            .computeIfAbsent(link.peer().node(), _ -> new ArrayList<>())
            .add(link.write(homes.changes()));
      }
    }
    letters.forEach(bus::send);
  }
}
