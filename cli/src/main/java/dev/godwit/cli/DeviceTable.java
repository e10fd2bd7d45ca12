package dev.godwit.cli;

import dev.godwit.cli.text.Plain;
import dev.godwit.client.DeviceInfo;
import java.util.ArrayList;
import java.util.List;

/// The devices of an account as a table for people.
final class DeviceTable {
  private static final List<String> HEAD =
      List.of("NAME", "PLATFORM", "LINKED", "LAST SEEN", "DEVICE", "");
  private static final String NONE = "-";

  private DeviceTable() {}

  static List<String> lines(List<DeviceInfo> devices) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    devices.forEach(each -> rows.add(row(each)));
    return rows.stream().map(row -> line(row, rows)).toList();
  }

  /// What a device is called in a sentence.
  static String title(DeviceInfo device) {
    String name = Plain.line(device.name());
    String id = device.id().toString();
    return name.isEmpty() ? id : name + " (" + id + ")";
  }

  private static List<String> row(DeviceInfo device) {
    return List.of(
        orNone(Plain.line(device.name())),
        orNone(Plain.line(device.platform())),
        time(device.linkedMillis()),
        device.here() ? "now" : time(device.seenMillis()),
        device.id().toString(),
        state(device));
  }

  private static String state(DeviceInfo device) {
    if (!device.certified()) {
      return "NOT SIGNED BY YOUR ACCOUNT: the node made it up, and it is let in nowhere";
    }
    if (device.hidden()) {
      return "HIDDEN BY THE NODE";
    }
    return device.revoked() ? "removed" : device.here() ? "this one" : "";
  }

  private static String time(long millis) {
    return millis == 0 ? NONE : HumanOutput.time(millis);
  }

  private static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  private static String line(List<String> row, List<List<String>> rows) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      int at = column;
      int width = rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(width - cell.length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
