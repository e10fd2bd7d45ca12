package dev.godwit.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KeySetTest {
  private static final int STEPS = 5_000;
  private static final int KEYS = 60;

  /// Keys of which many belong in the same place of the table.
  private static byte[] key(int number) {
    byte[] key = new byte[32];
    key[0] = (byte) number;
    key[30] = (byte) (number % 7);
    return key;
  }

  @Test
  void knowsWhatItHasAndWhatRepeatsLikeAList() {
    Random random = new Random(1);
    List<Integer> model = new ArrayList<>();
    KeySet keys = new KeySet();
    for (int step = 0; step < STEPS; step++) {
      int number = random.nextInt(KEYS);
      if (model.size() < KEYS / 2 && random.nextBoolean()) {
        keys.add(key(number));
        model.add(number);
      } else if (model.remove((Integer) number)) {
        keys.remove(key(number));
      }
      assertSame(model, keys);
    }
  }

  private static void assertSame(List<Integer> model, KeySet keys) {
    for (int number = 0; number < KEYS; number++) {
      assertEquals(model.contains(number), keys.contains(key(number)));
    }
    assertEquals(model.stream().distinct().count() == model.size(), keys.isDistinct());
  }

  @Test
  void aCopyGoesItsOwnWay() {
    KeySet keys = new KeySet();
    keys.add(key(1));
    KeySet copy = keys.copy();
    copy.remove(key(1));
    copy.add(key(2));
    assertSame(List.of(1), keys);
    assertSame(List.of(2), copy);
  }
}
