package dev.godwit.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A device of a simulated world. It stores before it shows or sends, and may lose everything else
/// at any time.
final class SimDevice {
  final SimWorld world;
  final int number;
  final MlsClient client;
  final Credential credential;
  Identity identity;

  /// What is stored.
  private final Map<String, Bytes> parts = new HashMap<>();

  private @Nullable Bytes storedPending;
  private @Nullable Bytes storedTree;
  private int pendingIndex = -1;
  private int cursor;
  private final Set<Integer> readEntries = new HashSet<>();
  private final Set<Integer> expected = new HashSet<>();
  private final List<Integer> deferred = new ArrayList<>();

  /// What is in memory only.
  private @Nullable Group group;

  SimDevice(SimWorld world, int number) {
    this.world = world;
    this.number = number;
    this.client = new MlsClient(world.crypto, settings(), new Check(), world::psk);
    this.credential = Credential.basic(Bytes.of(toString().getBytes(StandardCharsets.US_ASCII)));
    this.identity = client.identity(world.suite, credential);
  }

  private Settings settings() {
    return Settings.DEFAULT
        .withHandshakes(world.chance(50) ? Settings.Handshakes.PUBLIC : Settings.Handshakes.PRIVATE)
        .withGrease(world.chance(70))
        .withPaddingBytes(world.chance(50) ? 1 : 32);
  }

  /// Credentials are the device's number; the client behind one is the same for all its keys.
  private static final class Check implements CredentialCheck {
    @Override
    public boolean isValid(Credential credential, Bytes signatureKey, long nowSeconds) {
      return true;
    }

    @Override
    public boolean isSuccessor(Credential before, Credential after) {
      return before.equals(after);
    }

    @Override
    public Bytes client(Credential credential, Bytes signatureKey) {
      return credential.encoded();
    }
  }

  @Override
  public String toString() {
    return "device " + number;
  }

  Group group() {
    assertNotNull(group);
    return group;
  }

  boolean isMember() {
    return group != null && group.status() == Group.Status.ACTIVE;
  }

  private void store() {
    int bytes = 0;
    List<Change> changes = group().unsaved();
    for (Change change : changes) {
      bytes += change instanceof Change.Put(_, var value) ? value.size() : 0;
    }
    lastStored = bytes;
    Store.into(parts, changes);
  }

  int lastStored;

  private void enter(Group joined, int from) {
    parts.clear();
    storedPending = null;
    pendingIndex = -1;
    expected.removeAll(deferred);
    deferred.clear();
    group = joined;
    cursor = from;
    store();
    world.arrived(this, joined.epoch(), joined.epochAuthenticator());
  }

  void create() {
    enter(client.create(identity, SimWorld.GROUP_ID, List.of(), SimWorld.NOW), 0);
    world.members.add(number);
    world.publish(group().groupInfo(), group().ratchetTree());
  }

  /// Everything in memory is gone.
  void crash() {
    if (group != null) {
      group = client.restore(Map.copyOf(parts));
    }
  }

  OwnKeyPackage keyPackage() {
    identity = client.identity(world.suite, credential);
    return client.keyPackage(identity, Lifetime.from(SimWorld.NOW, 10_000));
  }

  // --- sending -----------------------------------------------------------------------------------

  void sendData() {
    byte[] data = ("message " + world.random.nextInt()).getBytes(StandardCharsets.US_ASCII);
    Group sender = group();
    if (!sender.proposals().isEmpty()) {
      MlsException early = assertThrows(MlsException.class, () -> sender.send(data, new byte[0]));
      assertEquals(Rule.COMMIT_BEFORE_DATA, early.rule());
      commit(List.of(), List.of());
      return;
    }
    byte[] message = sender.send(data, new byte[] {1, 2});
    store();
    assertTrue(lastStored <= 2048, () -> "stored " + lastStored + " bytes for one message");
    if (!world.chance(5)) {
      world.offer(SimWorld.Kind.APPLICATION, sender.epoch(), this, message);
    }
  }

  void proposeSomething() {
    Group sender = group();
    byte[] message =
        switch (world.random.nextInt(4)) {
          case 0 -> sender.proposeUpdate(Bytes.EMPTY, SimWorld.NOW);
          case 1 ->
              sender.proposeUpdate(
                  client.identity(world.suite, credential), Bytes.EMPTY, SimWorld.NOW);
          case 2 -> propose(new Proposal.Remove(world.any(sender.members()).leaf()));
          default ->
              propose(
                  new Proposal.PreSharedKey(
                      new PreSharedKeyId.External(
                          Bytes.of((byte) 1), Bytes.of(world.crypto.random(32)))));
        };
    store();
    world.offer(SimWorld.Kind.PROPOSAL, sender.epoch(), this, message);
  }

  void proposeToLeave() {
    byte[] message = propose(new Proposal.Remove(group().ownLeaf()));
    store();
    world.offer(SimWorld.Kind.PROPOSAL, group().epoch(), this, message);
  }

  private byte[] propose(Proposal proposal) {
    return group().propose(proposal, Bytes.EMPTY, SimWorld.NOW);
  }

  /// Commits what waits, and this beside it.
  void commit(List<SimDevice> joiners, List<Integer> removed) {
    if (pendingIndex >= cursor) {
      // one's own commit has been accepted, and is still on its way back
      catchUp(world.log.size());
      return;
    }
    Group sender = group();
    CommitBuilder builder = sender.commit();
    Map<Bytes, Invited> invited = new HashMap<>();
    for (SimDevice joiner : joiners) {
      OwnKeyPackage own = OwnKeyPackage.decode(joiner.keyPackage().encode());
      Bytes reference = own.keyPackage().reference(world.crypto);
      invited.put(reference, new Invited(joiner, own));
      builder.add(KeyPackage.decode(own.keyPackage().encode()));
    }
    removed.forEach(builder::remove);
    if (world.chance(10)) {
      builder.externalPsk(Bytes.of((byte) 1));
    }
    if (joiners.isEmpty() && world.chance(10)) {
      builder.resumptionPsk(sender.epoch());
    }
    if (world.chance(30)) {
      builder.withoutPath();
    }
    if (world.chance(20)) {
      builder.identity(client.identity(world.suite, credential));
    }
    PendingCommit pending = builder.build(SimWorld.NOW);
    store();
    storedPending = Bytes.of(pending.save());
    storedTree = Bytes.of(pending.ratchetTree());
    pendingIndex = -1;
    if (world.chance(20)) {
      crash();
      pending = restorePending();
    }
    if (world.chance(10)) {
      return;
    }
    if (!world.offer(SimWorld.Kind.COMMIT, sender.epoch(), this, pending.message())) {
      return;
    }
    pendingIndex = world.log.size() - 1;
    world.publish(pending.groupInfo(), pending.ratchetTree());
    CommitSummary summary = pending.summary();
    for (Member member : summary.removed()) {
      world.members.remove(number(member.credential()));
    }
    for (Member member : summary.added()) {
      world.members.add(number(member.credential()));
    }
    pending.welcome().ifPresent(welcome -> welcomeAll(welcome, invited));
  }

  private record Invited(SimDevice device, OwnKeyPackage own) {}

  private static void welcomeAll(Welcome welcome, Map<Bytes, Invited> invited) {
    byte[] common = welcome.common();
    for (Welcome.Secrets secrets : welcome.secrets()) {
      Welcome mine = Welcome.of(common, List.of(Welcome.Secrets.decode(secrets.encode())));
      Invited joiner = Objects.requireNonNull(invited.get(secrets.newMember()));
      joiner.device.join(joiner.own, Welcome.decode(mine.encode()));
    }
  }

  private static int number(Credential credential) {
    Credential.Basic basic = (Credential.Basic) credential;
    String name = new String(basic.identity().toByteArray(), StandardCharsets.US_ASCII);
    return Integer.parseInt(name.substring("device ".length()));
  }

  private void join(OwnKeyPackage own, Welcome welcome) {
    Group joined = client.join(own, welcome, world.ratchetTree.toByteArray(), SimWorld.NOW);
    enter(joined, world.log.size());
  }

  void joinExternally() {
    ExternalJoinBuilder builder =
        client
            .joinExternally(identity, world.groupInfo.toByteArray())
            .ratchetTree(world.ratchetTree.toByteArray());
    Optional<Member> former =
        builder.members(SimWorld.NOW).stream()
            .filter(member -> member.credential().equals(credential))
            .findFirst();
    former.ifPresent(member -> builder.replacing(member.leaf()));
    if (world.chance(20)) {
      builder.externalPsk(Bytes.of((byte) 1));
    }
    ExternalJoin join = builder.build(SimWorld.NOW);
    if (world.offer(SimWorld.Kind.COMMIT, join.group().epoch() - 1, this, join.message())) {
      enter(join.group(), world.log.size());
      world.members.add(number);
      world.publish(join.group().groupInfo(), join.group().ratchetTree());
    }
  }

  // --- receiving ---------------------------------------------------------------------------------

  /// Takes some of what is new.
  void catchUp(int entriesMax) {
    for (int i = 0; i < entriesMax && cursor < world.log.size() && group != null; i++) {
      SimWorld.Entry entry = world.log.get(cursor);
      take(entry);
      cursor++;
      if (world.chance(3)) {
        crash();
      }
    }
    takeDeferred(false);
  }

  private void take(SimWorld.Entry entry) {
    if (!isMember()) {
      assertUnreadable(entry);
    } else if (entry.sender() == this) {
      takeOwn(entry);
    } else if (entry.kind() == SimWorld.Kind.APPLICATION) {
      takeData(entry);
    } else if (entry.epoch() == group().epoch()) {
      takeHandshake(entry);
    }
  }

  private PendingCommit restorePending() {
    byte[] saved = Objects.requireNonNull(storedPending).toByteArray();
    return group().restorePending(saved, Objects.requireNonNull(storedTree).toByteArray());
  }

  private void takeOwn(SimWorld.Entry entry) {
    if (entry.kind() == SimWorld.Kind.COMMIT && entry.epoch() == group().epoch()) {
      assertEquals(entry.index(), pendingIndex);
      assertNotNull(storedPending);
      group().apply(restorePending());
      entered();
    } else if (world.chance(30) && entry.epoch() == group().epoch()) {
      MlsException own = refused(entry);
      assertEquals(Rule.OWN_MESSAGE, own.rule());
    }
  }

  private MlsException refused(SimWorld.Entry entry) {
    return assertThrows(
        MlsException.class,
        () -> group().process(entry.message().toByteArray(), SimWorld.NOW),
        () -> this + " takes entry " + entry.index());
  }

  private void entered() {
    storedPending = null;
    pendingIndex = -1;
    store();
    world.arrived(this, group().epoch(), group().epochAuthenticator());
  }

  private void takeHandshake(SimWorld.Entry entry) {
    switch (group().process(entry.message().toByteArray(), SimWorld.NOW)) {
      case StagedCommit staged -> {
        group().apply(staged);
        if (staged.removesSelf()) {
          store();
        } else {
          entered();
        }
      }
      case Received.ProposalKept _ -> store();
      case Received.Application _ -> throw new AssertionError();
    }
  }

  private void takeData(SimWorld.Entry entry) {
    if (!entry.members().contains(number) || !wasHere(entry)) {
      return;
    }
    expected.add(entry.index());
    if (world.chance(25)) {
      deferred.add(entry.index());
    } else {
      read(entry);
    }
  }

  /// Entries of epochs before this device joined (again) are not for it.
  private boolean wasHere(SimWorld.Entry entry) {
    return parts.containsKey("e" + entry.epoch()) || entry.epoch() == group().epoch();
  }

  private void read(SimWorld.Entry entry) {
    byte[] message = entry.message().toByteArray();
    Received.Application data = (Received.Application) group().process(message, SimWorld.NOW);
    store();
    assertTrue(lastStored <= 2048, () -> "stored " + lastStored + " bytes for one message");
    assertTrue(readEntries.add(entry.index()), "read twice");
    assertEquals(entry.sender().number, number(data.sender().credential()));
    assertEquals(entry.epoch(), data.epoch());
    world.read++;
    if (world.chance(20)) {
      assertEquals(Rule.KEY_CONSUMED, refused(entry).rule());
    }
    if (world.chance(5)) {
      crash();
      assertEquals(Rule.KEY_CONSUMED, refused(entry).rule());
    }
  }

  /// Late ones, in any order, before their epoch is deleted.
  private void takeDeferred(boolean all) {
    if (group == null) {
      return;
    }
    for (int index : List.copyOf(deferred)) {
      SimWorld.Entry entry = world.log.get(index);
      boolean last = group().epoch() - entry.epoch() >= 3;
      if (all || last || world.chance(30)) {
        deferred.remove((Integer) index);
        if (wasHere(entry)) {
          read(entry);
        } else {
          expected.remove(index);
        }
      }
    }
  }

  /// Who is not in the group reads nothing of it.
  private void assertUnreadable(SimWorld.Entry entry) {
    if (entry.epoch() > group().epoch()) {
      refused(entry);
    }
  }

  void settle() {
    while (group != null && cursor < world.log.size()) {
      catchUp(1);
    }
    takeDeferred(true);
  }

  void assertAllRead() {
    assertEquals(expected, readEntries);
  }
}
