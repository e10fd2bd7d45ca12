package dev.godwit.core.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.core.conversation.KnownIds.Known;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.EntryId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KnownIdsTest {
  private final KnownIds known = new KnownIds();

  @Test
  void theNewestAreKnownWithAllThatBelongsToThem() {
    int entries = 3 * KnownIds.KNOWN_ENTRIES_MAX + 7;
    for (int sequence = 1; sequence <= entries; sequence++) {
      known.add(entry(sequence));
    }
    int oldest = entries - KnownIds.KNOWN_ENTRIES_MAX + 1;
    for (int sequence = 1; sequence <= entries; sequence++) {
      Optional<Known> expected =
          sequence < oldest ? Optional.empty() : Optional.of(entry(sequence));
      assertEquals(expected, known.find(entry(sequence).id()), "sequence " + sequence);
    }
  }

  @Test
  void anIdThatIsKnownKeepsItsFirstPlace() {
    Known first = entry(1);
    known.add(first);
    known.add(new Known(first.id(), 2, 0, AccountId.NONE));
    assertEquals(Optional.of(first), known.find(first.id()));
  }

  @Test
  void bothHalvesOfAnIdCount() {
    known.add(entry(1));
    EntryId id = entry(1).id();
    assertEquals(Optional.empty(), known.find(new EntryId(id.high() + 1, id.low())));
    assertEquals(Optional.empty(), known.find(new EntryId(id.high(), id.low() + 1)));
  }

  @Test
  void nothingIsKnownAfterClear() {
    known.add(entry(1));
    known.clear();
    assertEquals(Optional.empty(), known.find(entry(1).id()));
    known.add(entry(2));
    assertEquals(Optional.of(entry(2)), known.find(entry(2).id()));
  }

  private static Known entry(long sequence) {
    return new Known(
        new EntryId(-sequence, sequence * 31),
        sequence,
        1_800_000_000_000L + sequence,
        new AccountId(sequence % 3, -7));
  }
}
