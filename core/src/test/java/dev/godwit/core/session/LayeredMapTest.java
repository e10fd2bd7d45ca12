package dev.godwit.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LayeredMapTest {
  private static final int PUTS = 2_000;

  private final Random random = new Random(1);

  @Test
  void eachMapStaysAsAMapOfItsOwnWould() {
    Map<Integer, Integer> model = new LinkedHashMap<>();
    LayeredMap<Integer, Integer> map = LayeredMap.empty();
    List<LayeredMap<Integer, Integer>> maps = new ArrayList<>();
    List<List<Map.Entry<Integer, Integer>>> models = new ArrayList<>();
    for (int put = 0; put < PUTS; put++) {
      Map<Integer, Integer> changes = Map.of(random.nextInt(PUTS), put, random.nextInt(-9, 0), put);
      map = map.with(changes);
      model.putAll(changes);
      if (put % 100 == 0) {
        maps.add(map);
        models.add(inOrder(model));
      }
    }
    assertEquals(models, maps.stream().map(kept -> inOrder(kept.all())).toList());
    for (int key = -10; key <= PUTS; key++) {
      assertEquals(model.getOrDefault(key, -1), map.getOrDefault(key, -1));
    }
  }

  @Test
  void aKeyMoreCopiesFew() {
    LayeredMap<Integer, Integer> map = LayeredMap.empty();
    long copied = 0;
    for (int put = 0; put < PUTS; put++) {
      LayeredMap<Integer, Integer> after = map.with(Map.of(put, put));
      copied += after.newest().isEmpty() ? after.settled().size() : after.newest().size();
      map = after;
    }
    assertTrue(copied < 80L * PUTS, "copied: " + copied);
  }

  private static List<Map.Entry<Integer, Integer>> inOrder(Map<Integer, Integer> map) {
    return map.entrySet().stream().map(each -> Map.entry(each.getKey(), each.getValue())).toList();
  }
}
