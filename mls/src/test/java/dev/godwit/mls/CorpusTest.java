package dev.godwit.mls;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Jazzer found once is fed to the same entry points again.
final class CorpusTest {
  @Test
  void decodersStandTheKeptInputs() throws IOException {
    List<byte[]> inputs = FuzzCorpus.kept(FuzzCorpus.DECODERS);
    assertFalse(inputs.isEmpty());
    inputs.forEach(DecoderFuzz::fuzzerTestOneInput);
  }

  @Test
  void groupsStandTheKeptInputs() throws IOException {
    List<byte[]> inputs = FuzzCorpus.kept(FuzzCorpus.GROUP);
    assertFalse(inputs.isEmpty());
    inputs.forEach(GroupFuzz::fuzzerTestOneInput);
  }
}
