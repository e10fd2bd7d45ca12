package dev.godwit.mls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// What fuzzing begins with: real structures, those of the vectors, and the inputs that earlier
/// runs found to be worth keeping, a line of hex each in `corpus/TARGET.hex`.
final class FuzzCorpus {
  static final String DECODERS = "DecoderFuzz";
  static final String GROUP = "GroupFuzz";

  private static final String VECTORS = "messages.json";

  /// The decoder for each kind of structure in the vectors.
  private static final Map<String, Integer> DECODER =
      Map.of(
          "mls_welcome", 0,
          "mls_group_info", 0,
          "mls_key_package", 0,
          "public_message_proposal", 0,
          "public_message_commit", 0,
          "private_message", 0,
          "ratchet_tree", 1,
          "group_secrets", 2,
          "commit", 3);

  private FuzzCorpus() {}

  /// The kept inputs of a target.
  static List<byte[]> kept(String target) throws IOException {
    try (InputStream in = FuzzCorpus.class.getResourceAsStream("/corpus/" + target + ".hex")) {
      if (in == null) {
        throw new IOException("no corpus of " + target);
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(HexFormat.of()::parseHex)
          .toList();
    }
  }

  private static List<byte[]> fromVectors(Path folder) throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (JsonNode example : new ObjectMapper().readTree(folder.resolve(VECTORS).toFile())) {
      DECODER.forEach(
          (name, number) -> seeds.add(DecoderFuzz.behind(number, Vectors.hex(example, name))));
    }
    return seeds;
  }

  private static void write(Path folder, String target, List<byte[]> inputs) throws IOException {
    Path corpus = Files.createDirectories(folder.resolve(target));
    for (int i = 0; i < inputs.size(); i++) {
      Files.write(corpus.resolve("seed" + i), inputs.get(i));
    }
  }

  /// Writes what fuzzing begins with as files below a folder.
  ///
  /// @param arguments the folder, and that of the vectors when they are there
  public static void main(String[] arguments) throws IOException {
    List<byte[]> decoders = new ArrayList<>(kept(DECODERS));
    decoders.addAll(DecoderFuzz.seeds());
    if (arguments.length > 1 && !arguments[1].isBlank()) {
      decoders.addAll(fromVectors(Path.of(arguments[1])));
    }
    List<byte[]> group = new ArrayList<>(kept(GROUP));
    group.addAll(GroupFuzz.seeds());
    write(Path.of(arguments[0]), DECODERS, decoders);
    write(Path.of(arguments[0]), GROUP, group);
  }
}
