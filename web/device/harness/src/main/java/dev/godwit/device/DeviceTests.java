package dev.godwit.device;

import java.util.List;

/// The tests of device that run compiled too.
public final class DeviceTests {
  /// All that put its machines together.
  public static final List<Class<?>> CLASSES =
      List.of(
          ChatTest.class,
          CrashTest.class,
          RaceTest.class,
          RepairTest.class,
          StoreTest.class,
          SyncTest.class,
          TrustTest.class);

  private DeviceTests() {}
}
