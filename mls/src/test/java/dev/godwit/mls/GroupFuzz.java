package dev.godwit.mls;

import static dev.godwit.mls.Scene.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Damaged messages into a group: from outside, where tags and signatures stand against them, and
/// from an insider who signs whatever it sends. What is refused leaves no trace.
public final class GroupFuzz {
  private static final int OUTSIDE_RUNS = 4_000;
  private static final int INSIDE_RUNS = 1_500;
  private static final int TREE_RUNS = 600;
  private static final int STATE_RUNS = 1_500;

  private final Scene scene = new Scene();
  private final Group bob = scene.bob;
  private final Identity dave = scene.identity("dave");

  /// Entry point for Jazzer. The first byte chooses between a message, content that an insider
  /// signs, and a tree that it vouches for.
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 0) {
      byte[] rest = Arrays.copyOfRange(input, 1, input.length);
      switch (input[0] % 3) {
        case 0 -> Once.GROUP.process(rest);
        case 1 -> Once.GROUP.processSigned(rest);
        default -> Once.GROUP.joinBy(rest);
      }
    }
  }

  /// The group of all of Jazzer's inputs. None of them changes it for the next one.
  private static final class Once {
    private static final GroupFuzz GROUP = new GroupFuzz();
  }

  /// Real inputs of the entry point.
  static List<byte[]> seeds() {
    GroupFuzz fuzz = new GroupFuzz();
    List<byte[]> seeds = new ArrayList<>();
    List<byte[]> contents = new ArrayList<>();
    for (byte[] message : fuzz.messages()) {
      seeds.add(DecoderFuzz.behind(0, message));
      contentOf(message, contents);
    }
    contents.forEach(content -> seeds.add(DecoderFuzz.behind(1, content)));
    seeds.add(DecoderFuzz.behind(2, fuzz.scene.alice.ratchetTree()));
    return seeds;
  }

  private void process(byte[] message) {
    Bytes authenticator = bob.epochAuthenticator();
    bob.unsaved();
    try {
      bob.process(message, NOW);
    } catch (MlsException e) {
      assertEquals(List.of(), bob.unsaved());
    }
    assertEquals(authenticator, bob.epochAuthenticator());
    bob.proposals().forEach(kept -> bob.forget(kept.reference()));
  }

  private List<byte[]> messages() {
    Group alice = scene.alice;
    MlsClient secret = scene.client(Settings.DEFAULT.withHandshakes(Settings.Handshakes.PRIVATE));
    Group hidden = secret.restore(scene.aliceParts);
    List<byte[]> messages = new ArrayList<>();
    KeyPackage dave = scene.keyPackage("dave").keyPackage();
    messages.add(alice.send(new byte[20], new byte[3]));
    messages.add(hidden.commit().remove(2).build(NOW).message());
    messages.add(hidden.proposeUpdate(Bytes.EMPTY, NOW));
    messages.add(alice.commit().add(dave).externalPsk(Scene.PSK).build(NOW).message());
    messages.add(alice.commit().remove(2).build(NOW).message());
    messages.add(
        scene
            .client
            .joinExternally(scene.identity("eve"), alice.groupInfo())
            .ratchetTree(alice.ratchetTree())
            .build(NOW)
            .message());
    messages.add(alice.proposeUpdate(Bytes.EMPTY, NOW));
    messages.add(alice.propose(new Proposal.Add(dave), Bytes.EMPTY, NOW));
    return messages;
  }

  @Test
  void damagedMessagesLeaveNoTrace() {
    List<byte[]> seeds = messages();
    Mutations mutations = new Mutations(2);
    for (int i = 0; i < DecoderFuzz.runs(OUTSIDE_RUNS); i++) {
      process(mutations.of(seeds));
    }
    bob.process(scene.carol.send(new byte[1], new byte[0]), NOW);
  }

  /// The contents of commits and proposals, damaged and then rightly signed by Alice.
  @Test
  void nothingThatAnInsiderSignsBreaksAMember() {
    List<byte[]> contents = new ArrayList<>();
    for (byte[] message : messages()) {
      contentOf(message, contents);
    }
    Mutations mutations = new Mutations(3);
    int reached = 0;
    for (int i = 0; i < DecoderFuzz.runs(INSIDE_RUNS); i++) {
      reached += processSigned(mutations.of(contents)) ? 1 : 0;
    }
    assertEquals(true, reached > DecoderFuzz.runs(INSIDE_RUNS) / 10);
  }

  private static void contentOf(byte[] message, List<byte[]> contents) {
    if (MlsMessage.decode(message) instanceof MlsMessage.OfPublicMessage(var inner)) {
      FramedContent content = inner.authenticated().content();
      Writer out = new Writer();
      content.sender().write(out);
      out.uint8(content.content().type());
      content.content().write(out);
      contents.add(out.toBytes());
    }
  }

  /// Whether the content was well-formed enough to be signed.
  private boolean processSigned(byte[] damaged) {
    byte[] message;
    try {
      message = signed(damaged);
    } catch (MlsException e) {
      return false;
    }
    process(message);
    return true;
  }

  private byte[] signed(byte[] damaged) {
    Reader in = new Reader(damaged);
    Sender sender = Sender.read(in);
    FramedContent.Content content = FramedContent.Content.read(in.uint8(), in);
    return scene.forged(scene.alice, sender, content);
  }

  /// Ratchet trees, damaged and then vouched for by Alice.
  @Test
  void noTreeBreaksAJoiner() {
    List<byte[]> seeds = List.of(scene.alice.ratchetTree(), scene.bob.ratchetTree());
    Mutations mutations = new Mutations(4);
    for (int i = 0; i < DecoderFuzz.runs(TREE_RUNS); i++) {
      joinBy(mutations.of(seeds));
    }
  }

  private void joinBy(byte[] damaged) {
    try {
      byte[] info = infoFor(TreeCodec.decode(damaged));
      scene.client.joinExternally(dave, info).ratchetTree(damaged).build(NOW);
    } catch (MlsException e) {
      // typed, as it should be
    }
  }

  private byte[] infoFor(RatchetTree tree) {
    Epoch epoch = scene.alice.state().epoch();
    GroupContext real = epoch.context();
    GroupContext context =
        new GroupContext(
            Scene.SUITE,
            real.groupId(),
            real.epoch(),
            tree.treeHash(scene.suite),
            real.confirmedTranscriptHash(),
            List.of());
    Epoch other =
        new Epoch(
            Transcript.of(scene.suite, context, epoch.transcript().confirmationTag()),
            tree,
            epoch.privateKeys(),
            epoch.secrets(),
            epoch.secretTree());
    return new GroupInfos(
            scene.suite, Settings.DEFAULT, other, scene.alice.identity().signatureKey())
        .forExternalJoins();
  }

  /// A damaged store.
  @Test
  void damagedStateIsNotRestoredOrStillTyped() {
    scene.alice.proposeUpdate(Bytes.EMPTY, NOW);
    byte[] message = scene.bob.send(new byte[3], new byte[3]);
    Store.into(scene.aliceParts, scene.alice.unsaved());
    List<String> keys = List.copyOf(scene.aliceParts.keySet());
    Mutations mutations = new Mutations(5);
    for (int i = 0; i < DecoderFuzz.runs(STATE_RUNS); i++) {
      Map<String, Bytes> parts = new HashMap<>(scene.aliceParts);
      String key = keys.get(i % keys.size());
      parts.computeIfPresent(
          key, (k, value) -> Bytes.of(mutations.of(List.of(value.toByteArray()))));
      try {
        scene.client.restore(parts).process(message, NOW);
      } catch (MlsException e) {
        // typed, as it should be
      }
    }
  }
}
