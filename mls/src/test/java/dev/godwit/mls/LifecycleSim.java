package dev.godwit.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Random lives of groups. A failure names its seed; `-Dgodwit.mls.seeds=N` runs more of them,
/// `-Dgodwit.mls.seed=S` just one.
final class LifecycleSim {
  private static final int SEEDS = 300;

  @Test
  void membersAgreeAndOthersReadNothing() {
    long only = Long.getLong("godwit.mls.seed", -1);
    int seeds = only >= 0 ? 1 : Integer.getInteger("godwit.mls.seeds", SEEDS);
    int epochs = 0;
    int read = 0;
    for (int i = 0; i < seeds; i++) {
      long seed = only >= 0 ? only : i;
      SimWorld world = new SimWorld(seed);
      try {
        live(world, sizeMax(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
      epochs += world.epochs;
      read += world.read;
    }
    System.out.println(
        "lifecycles: " + seeds + " seeds, " + epochs + " epochs, " + read + " messages read");
    assertTrue(epochs > seeds && read > seeds);
  }

  /// Most groups are small, some are not.
  private static int sizeMax(long seed) {
    return seed % 300 == 299 ? 60 : seed % 30 == 29 ? 20 : 3 + (int) (seed % 5);
  }

  private static void live(SimWorld world, int sizeMax) {
    world.newDevice().create();
    world
        .any(world.inGroup())
        .commit(newDevices(world, 1 + world.random.nextInt(sizeMax)), List.of());
    int steps = 12 + world.random.nextInt(20);
    for (int step = 0; step < steps; step++) {
      step(world, sizeMax);
    }
    settle(world);
  }

  private static List<SimDevice> newDevices(SimWorld world, int count) {
    List<SimDevice> devices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      devices.add(world.newDevice());
    }
    return devices;
  }

  private static void step(SimWorld world, int sizeMax) {
    List<SimDevice> members = world.inGroup();
    if (members.isEmpty()) {
      world.newDevice().joinExternally();
      return;
    }
    SimDevice device = world.any(members);
    if (world.chance(70)) {
      device.catchUp(10);
    }
    if (!device.isMember()) {
      return;
    }
    int choice = world.random.nextInt(100);
    if (choice < 40) {
      device.sendData();
    } else if (choice < 50) {
      device.proposeSomething();
    } else if (choice < 54) {
      device.proposeToLeave();
    } else if (choice < 62 && members.size() < sizeMax) {
      device.commit(newDevices(world, 1 + world.random.nextInt(2)), List.of());
    } else if (choice < 68 && members.size() < sizeMax) {
      returning(world);
    } else if (choice < 76) {
      remove(world, device);
    } else if (choice < 82) {
      device.joinExternally();
    } else if (choice < 86) {
      device.crash();
    } else {
      device.commit(List.of(), List.of());
    }
    if (world.chance(30)) {
      world.any(world.devices).catchUp(5);
    }
  }

  /// Somebody who was there before, or is new, joins by itself.
  private static void returning(SimWorld world) {
    SimDevice device = world.chance(50) ? world.any(world.devices) : world.newDevice();
    device.joinExternally();
  }

  private static void remove(SimWorld world, SimDevice device) {
    List<Integer> others =
        device.group().members().stream()
            .map(Member::leaf)
            .filter(leaf -> leaf != device.group().ownLeaf())
            .toList();
    device.commit(List.of(), others.isEmpty() ? List.of() : List.of(world.any(others)));
  }

  private static void settle(SimWorld world) {
    world.devices.forEach(SimDevice::settle);
    List<SimDevice> members = world.inGroup();
    List<Integer> numbers = members.stream().map(device -> device.number).toList();
    assertEquals(List.copyOf(world.members), numbers);
    members.forEach(device -> assertEquals(world.epoch, device.group().epoch()));
    world.devices.forEach(SimDevice::assertAllRead);
    members.stream()
        .findFirst()
        .filter(device -> device.group().proposals().isEmpty())
        .ifPresent(
            device -> {
              device.sendData();
              world.devices.forEach(SimDevice::settle);
            });
  }
}
