package dev.godwit.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What some maps held at one moment, to go back to, as often as wanted.
final class Snapshot {
  private final List<Runnable> ways = new ArrayList<>();

  /// Keeps what `map` holds; its values do not change.
  <K, V> Snapshot of(Map<K, V> map) {
    return of(map, value -> value);
  }

  /// Keeps what `map` holds, with copies of its values.
  <K, V> Snapshot of(Map<K, V> map, UnaryOperator<V> copy) {
    Map<K, V> kept = new LinkedHashMap<>();
    map.forEach((key, value) -> kept.put(key, copy.apply(value)));
    ways.add(
        () -> {
          map.clear();
          kept.forEach((key, value) -> map.put(key, copy.apply(value)));
        });
    return this;
  }

  void goBack() {
    ways.forEach(Runnable::run);
  }
}
