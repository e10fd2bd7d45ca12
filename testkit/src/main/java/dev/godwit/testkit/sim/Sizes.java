package dev.godwit.testkit.sim;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks at all that machines hold in memory, and holds every queue, cache, window and other
/// collection against its limit. It walks through the machines' own fields, so that it finds what
/// is added to them later as well.
final class Sizes {
  /// For what has no limit of its own, since it grows with what there is: people, conversations,
  /// members, devices. A simulated world has few of each.
  static final int GROWING_MAX = 400;

  private static final String MACHINES = "dev.godwit.core.";
  private static final String DEVICES = "dev.godwit.device.";

  /// Which constant bounds what is in which field.
  private static final Map<String, String> LIMITS =
      Map.ofEntries(
          Map.entry("Deadlines.wheel", "SLOTS"),
          Map.entry("Backlog.asks", "ASKS_MAX"),
          Map.entry("Backlog.moves", "MOVES_MAX"),
          Map.entry("Backlog.intents", "INTENTS_MAX"),
          Map.entry("AccountHome.waiting", "WAITING_INPUTS_MAX"),
          Map.entry("Pending.units", "UNITS_MAX"),
          Map.entry("Session.receiptsAwaited", "RECEIPTS_AWAITED_MAX"),
          Map.entry("Link.moves", "MOVES_MAX"),
          Map.entry("Links.links", "LINKS_MAX"),
          Map.entry("Edges.passing", "PASSING_MAX"),
          Map.entry("Edges.guests", "GUESTS_MAX"),
          Map.entry("Parking.counts", "ENTRIES_MAX"),
          Map.entry("Gap.arrivals", "ARRIVALS_MAX"),
          Map.entry("Outbox.queues", "MESSAGES_MAX"));

  private record Place(Class<?> owner, Field field) {
    String name() {
      return owner.getSimpleName() + "." + field.getName();
    }
  }

  private final Map<Class<?>, List<Field>> fields = new HashMap<>();
  private final Map<String, Integer> peaks = new HashMap<>();

  /// Of each collection the most that was ever in one of them.
  Map<String, Integer> peaks() {
    return peaks;
  }

  /// What is too large in one of these machines, in words.
  Optional<String> tooLarge(Collection<?> machines) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>(machines);
    while (!open.isEmpty()) {
      Object next = open.remove();
      if (seen.add(next)) {
        Optional<String> found = look(next, open);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> look(Object machine, Deque<Object> open) {
    for (Field field : fields.computeIfAbsent(machine.getClass(), Sizes::fieldsOf)) {
      Optional<String> found = look(new Place(machine.getClass(), field), machine, open);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> look(Place place, Object machine, Deque<Object> open) {
    try {
      return look(place, place.field.get(machine), limit(place), open);
    } catch (IllegalAccessException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private Optional<String> look(Place place, @Nullable Object value, int most, Deque<Object> open) {
    if (value != null && isMachine(value)) {
      open.add(value);
    }
    Collection<?> held = held(value);
    peaks.merge(place.name(), held.size(), Math::max);
    if (held.size() > most) {
      return Optional.of(place.name() + " holds " + held.size() + " of " + most);
    }
    return held.stream().flatMap(each -> look(place, each, most, open).stream()).findFirst();
  }

  private static Collection<?> held(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case Map<?, ?> map -> map.values();
      case Collection<?> some -> some;
      case Optional<?> maybe -> maybe.stream().toList();
      default -> List.of();
    };
  }

  private static int limit(Place place) throws IllegalAccessException {
    String constant = LIMITS.get(place.name());
    if (constant == null) {
      return GROWING_MAX;
    }
    for (Class<?> owner = place.owner; owner != null; owner = owner.getEnclosingClass()) {
      for (Field each : owner.getDeclaredFields()) {
        if (each.getName().equals(constant)) {
          each.setAccessible(true);
          return each.getInt(null);
        }
      }
    }
    throw new AssertionError("there is no limit " + constant + " for " + place.name());
  }

  private static boolean isMachine(Object value) {
    String name = value.getClass().getName();
    return (name.startsWith(MACHINES) || name.startsWith(DEVICES))
        && !value.getClass().isEnum()
        && !value.getClass().isHidden();
  }

  private static List<Field> fieldsOf(Class<?> type) {
    List<Field> all = new ArrayList<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          all.add(field);
        }
      }
    }
    return all;
  }
}
