package dev.godwit.core.routing;

import dev.godwit.core.conversation.Shares;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.ArrayList;
import java.util.List;

/// Where everything is at home, as one worker sees it: at the node with the highest hash of those
/// that live (rendezvous hashing, so that a node that goes takes along only its own), and there at
/// the worker that the id says.
///
/// Others may see it differently for a while. A home is only an affinity: what is appended at two
/// of them is put in order by the store.
///
/// The shares are all workers of all nodes that live; of a node that is alone just its workers.
final class Homes implements Shares {
  private final Topology topology;
  private final View.Node own;
  private final Seat here;
  private final boolean hasOthers;
  private List<View.Node> live;
  private List<Seat> seats = List.of();
  private int[] firstShare = {};
  private long changes;

  /// @param hasOthers whether other nodes may work on the same store, now or later
  Homes(Seat here, Topology topology, boolean hasOthers) {
    this.here = here;
    this.topology = topology;
    this.hasOthers = hasOthers;
    own = new View.Node(here.node(), topology.workers());
    live = List.of(own);
    share();
  }

  private void share() {
    List<Seat> all = new ArrayList<>();
    firstShare = new int[live.size()];
    for (int at = 0; at < live.size(); at++) {
      firstShare[at] = all.size();
      for (int worker = 0; worker < live.get(at).workers(); worker++) {
        all.add(new Seat(live.get(at).id(), worker));
      }
    }
    seats = List.copyOf(all);
  }

  /// These live besides this one; true when that is a change.
  boolean become(List<View.Node> others) {
    List<View.Node> now = new ArrayList<>(others);
    now.add(own);
    List<View.Node> sorted = new View(0, now).nodes();
    boolean changed = !sorted.equals(live);
    if (changed) {
      live = sorted;
      share();
      changes++;
    }
    return changed;
  }

  /// Whether no other node lives.
  boolean isAlone() {
    return live.size() == 1;
  }

  int workersHere() {
    return topology.workers();
  }

  Seat here() {
    return here;
  }

  boolean isHere(Seat seat) {
    return seat.equals(here);
  }

  Seat seatOf(int share) {
    return seats.get(share);
  }

  Seat homeOf(AccountId account) {
    return seats.get(of(account));
  }

  Seat homeOf(ConversationId conversation) {
    return seats.get(of(conversation));
  }

  int of(ConversationId conversation) {
    return isAlone() ? topology.workerOf(conversation) : shareOf(Topology.bits(conversation));
  }

  // --- Shares ---

  @Override
  public int count() {
    return seats.size();
  }

  @Override
  public int of(AccountId account) {
    return isAlone() ? topology.workerOf(account) : shareOf(Topology.bits(account));
  }

  @Override
  public long changes() {
    return changes;
  }

  @Override
  public boolean hasOthers() {
    return hasOthers;
  }

  private int shareOf(long bits) {
    int best = 0;
    long bestHash = hash(bits, live.getFirst().id());
    for (int at = 1; at < live.size(); at++) {
      long hash = hash(bits, live.get(at).id());
      if (Long.compareUnsigned(hash, bestHash) > 0) {
        best = at;
        bestHash = hash;
      }
    }
    return firstShare[best] + new Topology(live.get(best).workers()).spread(bits);
  }

  private static long hash(long bits, int node) {
    long mixed = bits + (node + 1) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
