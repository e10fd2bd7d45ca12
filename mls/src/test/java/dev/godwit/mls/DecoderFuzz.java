package dev.godwit.mls;

import static dev.godwit.mls.Scene.NOW;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Foreign bytes into every decoder: only the module's own errors may come out.
///
/// [#fuzzerTestOneInput] is the entry point for Jazzer; the tests run mutations of real structures
/// from a fixed seed, `-Dgodwit.mls.fuzz=N` more of them.
public final class DecoderFuzz {
  private static final int RUNS = 40_000;

  private static final List<Reader.Decoder<?>> DECODERS =
      List.of(
          in -> MlsMessage.decode(in.rest()),
          in -> TreeCodec.decode(in.rest()),
          GroupSecrets::read,
          Commit::read,
          ProposalCodec::read,
          KeyPackage::read,
          LeafNode::read,
          AuthenticatedContent::read,
          in -> OwnKeyPackage.decode(in.rest()),
          in -> Welcome.Secrets.decode(in.rest()),
          in -> Welcome.of(in.rest(), List.of()),
          SummaryCodec::read,
          in -> RequiredCapabilities.of(extension(Extension.REQUIRED_CAPABILITIES, in)),
          in -> ExternalSender.of(extension(Extension.EXTERNAL_SENDERS, in)));

  private static List<Extension> extension(int type, Reader in) {
    return List.of(new Extension(type, Bytes.wrap(in.rest())));
  }

  /// The first byte chooses the decoder.
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Reader.Decoder<?> decoder = DECODERS.get((input[0] & 0xff) % DECODERS.size());
    try {
      Reader.whole(Arrays.copyOfRange(input, 1, input.length), decoder);
    } catch (MlsException e) {
      // typed, as it should be
    }
  }

  static int runs(int usual) {
    return Integer.getInteger("godwit.mls.fuzz", usual);
  }

  @Test
  void decodersAnswerOnlyWithTypedErrors() {
    List<byte[]> seeds = seeds();
    Mutations mutations = new Mutations(1);
    for (int i = 0; i < runs(RUNS); i++) {
      fuzzerTestOneInput(mutations.of(seeds));
    }
  }

  /// Real structures, each behind the number of its decoder.
  static List<byte[]> seeds() {
    Scene scene = new Scene();
    OwnKeyPackage own = scene.keyPackage("dave");
    PendingCommit commit = scene.alice.commit().add(own.keyPackage()).remove(2).build(NOW);
    Welcome welcome = commit.welcome().orElseThrow();
    List<byte[]> messages =
        List.of(
            commit.message(),
            commit.groupInfo(),
            welcome.encode(),
            own.keyPackage().encode(),
            scene.alice.send(new byte[10], new byte[10]));
    List<byte[]> seeds = new ArrayList<>();
    messages.forEach(message -> seeds.add(behind(0, message)));
    seeds.add(behind(1, commit.ratchetTree()));
    PublicMessage opened = Scene.opened(commit.message());
    Writer inner = new Writer();
    Scene.commitIn(commit.message()).write(inner);
    seeds.add(behind(3, inner.toBytes()));
    seeds.add(behind(4, new Proposal.Add(own.keyPackage()).encoded().toByteArray()));
    seeds.add(behind(5, own.keyPackage().encoded()));
    seeds.add(behind(6, own.keyPackage().leafNode().encoded()));
    seeds.add(behind(7, opened.authenticated().encoded()));
    seeds.add(behind(8, own.encode()));
    seeds.add(behind(9, welcome.secrets().getFirst().encode()));
    seeds.add(behind(10, welcome.common()));
    Writer summary = new Writer();
    SummaryCodec.write(summary, commit.summary());
    seeds.add(behind(11, summary.toBytes()));
    seeds.add(behind(12, new byte[] {2, 0, 1, 0, 2, 0, 1}));
    return seeds;
  }

  static byte[] behind(int number, byte[] bytes) {
    return new Writer().uint8(number).raw(bytes).toBytes();
  }
}
