package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.DeviceInfo;
import dev.godwit.wire.DeviceId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeviceTableTest {
  private static final long LINKED = 1_700_000_000_000L;
  private static final long SEEN = LINKED + 3 * 86_400_000L;

  private static DeviceInfo device(String name, boolean here, boolean certified, boolean hidden) {
    long seen = hidden ? 0 : SEEN;
    String platform = certified ? "linux" : "";
    return new DeviceInfo(
        new DeviceId(0, name.length()),
        name,
        platform,
        LINKED,
        seen,
        here,
        false,
        certified,
        hidden);
  }

  private static String row(DeviceInfo device) {
    return DeviceTable.lines(List.of(device)).getLast();
  }

  @Test
  void aDeviceHasItsNamePlatformAndTimes() {
    DeviceInfo kitchen = device("kitchen", false, true, false);
    List<String> lines = DeviceTable.lines(List.of(kitchen, device("desk", true, true, false)));
    String linked = HumanOutput.time(LINKED);
    assertTrue(lines.getFirst().startsWith("NAME     PLATFORM  LINKED"));
    assertEquals(
        "kitchen  linux     %s  %s  %s".formatted(linked, HumanOutput.time(SEEN), kitchen.id()),
        lines.get(1));
    assertTrue(lines.getLast().matches("desk +linux +.{16}  now +[0-9a-f]{32}  this one"));
  }

  @Test
  void whatTheNodeMadeUpOrHidesIsSaid() {
    assertTrue(row(device("x", false, false, false)).contains("NOT SIGNED BY YOUR ACCOUNT"));
    String hidden = row(device("x", false, true, true));
    assertTrue(hidden.contains("HIDDEN BY THE NODE"));
    assertFalse(hidden.contains("1970"));
  }

  @Test
  void aNameCannotDriveTheTerminal() {
    assertFalse(row(device("\u001b[31mred\n", false, true, false)).contains("\u001b"));
  }
}
