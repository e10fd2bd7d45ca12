package dev.godwit.mls;

import static dev.godwit.mls.Scene.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SavedStateTest {
  private static final int MEMBERS = 256;
  private static final byte[] NOTHING = new byte[0];

  private final Scene scene = new Scene();

  private static int bytes(List<Change> changes) {
    int bytes = 0;
    for (Change change : changes) {
      bytes += change.key().length();
      bytes += change instanceof Change.Put(_, var value) ? value.size() : 0;
    }
    return bytes;
  }

  @Test
  void aMessageInALargeGroupChangesLittle() {
    Group creator = scene.group("large");
    List<OwnKeyPackage> joiners = scene.keyPackages(MEMBERS - 1);
    CommitBuilder builder = creator.commit();
    joiners.forEach(own -> builder.add(own.keyPackage()));
    PendingCommit commit = builder.build(NOW);
    creator.apply(commit);
    Welcome welcome = commit.welcome().orElseThrow();
    byte[] tree = commit.ratchetTree();
    Group reader = scene.client.join(joiners.getLast(), welcome, tree, NOW);
    int first = bytes(reader.unsaved());
    assertTrue(first < tree.length + 2048, () -> "joining stores " + first);
    creator.unsaved();
    for (int i = 0; i < 3; i++) {
      Group sender = scene.client.join(joiners.get(i * 50), welcome, tree, NOW);
      sender.unsaved();
      byte[] message = sender.send(new byte[160], NOTHING);
      int sent = bytes(sender.unsaved());
      assertTrue(sent <= 1024, () -> "sending first stores " + sent);
      reader.process(message, NOW);
      int read = bytes(reader.unsaved());
      assertTrue(read <= 1024, () -> "reading first stores " + read);
      reader.process(sender.send(new byte[160], NOTHING), NOW);
      int again = bytes(reader.unsaved());
      assertTrue(again <= 128, () -> "reading again stores " + again);
    }
  }

  @Test
  void aRenewalInALargeGroupChangesTheBlocksOnItsPath() {
    List<OwnKeyPackage> joiners = scene.keyPackages(MEMBERS - 1);
    Group creator = scene.group("large");
    CommitBuilder builder = creator.commit();
    joiners.forEach(own -> builder.add(own.keyPackage()));
    creator.apply(builder.build(NOW));
    Map<String, Bytes> stored = new HashMap<>();
    Store.into(stored, creator.unsaved());
    int whole = creator.ratchetTree().length;
    creator.apply(creator.commit().build(NOW));
    List<Change> changes = creator.unsaved();
    Store.into(stored, changes);
    int renewed = bytes(changes);
    assertTrue(renewed < whole / 4, () -> "a renewal stores " + renewed + " of " + whole);
    assertEquals(
        Bytes.of(creator.ratchetTree()), Bytes.of(scene.client.restore(stored).ratchetTree()));
  }

  @Test
  void aTreeThatGrowsAndShrinksIsStoredAsItIs() {
    Map<String, Bytes> stored = new HashMap<>();
    Group creator = scene.group("changing");
    List<OwnKeyPackage> joiners = scene.keyPackages(40);
    for (int size : new int[] {3, 17, 40, 16, 2, 30}) {
      resize(creator, joiners, size);
      Store.into(stored, creator.unsaved());
      Group restored = scene.client.restore(stored);
      assertEquals(Bytes.of(creator.ratchetTree()), Bytes.of(restored.ratchetTree()));
      long blocks = stored.keySet().stream().filter(key -> key.matches("n[0-9]+|u")).count();
      int width = Integer.highestOneBit(2 * (creator.members().size() - 1));
      assertEquals(width <= 16 ? 1 : width / 16 + 1, blocks);
    }
  }

  private static void resize(Group group, List<OwnKeyPackage> joiners, int size) {
    CommitBuilder commit = group.commit();
    for (int leaf = group.members().size(); leaf < size; leaf++) {
      commit.add(joiners.get(leaf).keyPackage());
    }
    for (int leaf = size; leaf < group.members().size(); leaf++) {
      commit.remove(leaf);
    }
    group.apply(commit.build(NOW));
  }

  @Test
  void aTreeThatWasStoredWholeIsReadAndThenStoredInBlocks() {
    Map<String, Bytes> stored = new HashMap<>(scene.aliceParts);
    stored.keySet().removeIf(key -> key.matches("n[0-9]+|u"));
    Writer whole = new Writer().uint8(1);
    GroupState.writeTranscript(whole, scene.alice.state().epoch());
    TreeCodec.write(whole, scene.alice.state().epoch().tree());
    stored.put("p", Bytes.of(whole.toBytes()));
    Group alice = scene.client.restore(stored);
    assertEquals(Bytes.of(scene.alice.ratchetTree()), Bytes.of(alice.ratchetTree()));
    Scene.follow(scene.bob, scene.bob.commit().build(NOW), alice);
    Store.into(stored, alice.unsaved());
    assertTrue(stored.containsKey("n0"));
    Group again = scene.client.restore(stored);
    assertEquals(Bytes.of(alice.ratchetTree()), Bytes.of(again.ratchetTree()));
  }

  @Test
  void theWorstGapOfMessagesChangesAtMostTwoKilobytes() {
    byte[] message = NOTHING;
    for (int i = 0; i <= Settings.Retention.DEFAULT.skippedKeysMax(); i++) {
      message = scene.alice.send(NOTHING, NOTHING);
    }
    scene.bob.unsaved();
    scene.bob.process(message, NOW);
    int bytes = bytes(scene.bob.unsaved());
    assertTrue(bytes <= 2048, () -> "a gap stores " + bytes);
  }

  @Test
  void whatIsUsedIsDeletedFromTheStore() {
    Map<String, Bytes> stored = new HashMap<>();
    Group alice = scene.client.restore(scene.aliceParts);
    stored.putAll(scene.aliceParts);
    String root = "t" + alice.epoch() + "/3";
    assertTrue(stored.containsKey(root));
    alice.process(scene.bob.send(NOTHING, NOTHING), NOW);
    Store.into(stored, alice.unsaved());
    assertFalse(stored.containsKey(root));
    for (int i = 0; i < 4; i++) {
      Scene.follow(scene.bob, scene.bob.commit().build(NOW), alice);
      Store.into(stored, alice.unsaved());
    }
    long epochs =
        stored.keySet().stream()
            .filter(key -> key.matches("[taeh][0-9]+.*"))
            .map(key -> key.replaceAll("^.([0-9]+).*", "$1"))
            .distinct()
            .count();
    // the current one and three before it
    assertEquals(4, epochs);
  }

  @Test
  void aRestoredGroupGoesOnWhereItWas() {
    Map<String, Bytes> stored = new HashMap<>(scene.aliceParts);
    byte[] early = scene.bob.send(Scene.bytes("early").toByteArray(), NOTHING);
    byte[] proposal = scene.alice.proposeUpdate(Bytes.EMPTY, NOW);
    Store.into(stored, scene.alice.unsaved());
    scene.bob.process(proposal, NOW);
    PendingCommit commit = scene.bob.commit().build(NOW);
    Group alice = scene.client.restore(stored);
    alice.apply((StagedCommit) alice.process(commit.message(), NOW));
    scene.bob.apply(commit);
    Store.into(stored, alice.unsaved());
    Group again = scene.client.restore(stored);
    assertEquals(List.of(), again.unsaved());
    assertEquals(scene.bob.epochAuthenticator(), again.epochAuthenticator());
    again.process(early, NOW);
    scene.bob.process(again.send(NOTHING, NOTHING), NOW);
    Scene.follow(again, again.commit().build(NOW), scene.bob);
    assertEquals(scene.bob.epochAuthenticator(), again.epochAuthenticator());
  }

  @Test
  void aPendingCommitIsSavedWithoutTheTreeAndOneWithItIsReadable() {
    PendingCommit pending = scene.alice.commit().build(NOW);
    byte[] saved = pending.save();
    byte[] tree = pending.ratchetTree();
    Group alice = scene.client.restore(scene.aliceParts);
    scene.alice.apply(pending);
    assertFalse(text(saved).contains(text(tree)));
    PendingCommit restored = alice.restorePending(withTree(saved, tree), new byte[0]);
    alice.apply(restored);
    assertEquals(scene.alice.epochAuthenticator(), alice.epochAuthenticator());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// As it was saved before: the first format, and the tree behind the transcript.
  private byte[] withTree(byte[] saved, byte[] tree) {
    Writer transcript = new Writer(256);
    GroupState.writeTranscript(transcript, scene.alice.state().epoch());
    byte[] part = transcript.toBytes();
    int at = text(saved).indexOf(text(part)) + part.length;
    return ByteBuffer.allocate(saved.length + tree.length)
        .put((byte) 1)
        .put(saved, 1, at - 1)
        .put(tree)
        .put(saved, at, saved.length - at)
        .array();
  }

  @Test
  void aPendingCommitSurvivesACrash() {
    OwnKeyPackage dave = scene.keyPackage("dave");
    PendingCommit pending = scene.alice.commit().add(dave.keyPackage()).build(NOW);
    byte[] saved = pending.save();
    Group alice = scene.client.restore(scene.aliceParts);
    PendingCommit restored = alice.restorePending(saved, pending.ratchetTree());
    assertEquals(pending.summary(), restored.summary());
    Group joined =
        scene.client.join(dave, restored.welcome().orElseThrow(), restored.ratchetTree(), NOW);
    alice.apply(restored);
    scene.bob.apply((StagedCommit) scene.bob.process(restored.message(), NOW));
    assertEquals(joined.epochAuthenticator(), alice.epochAuthenticator());
    assertEquals(scene.bob.epochAuthenticator(), alice.epochAuthenticator());
  }
}
