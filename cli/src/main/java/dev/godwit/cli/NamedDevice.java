package dev.godwit.cli;

import dev.godwit.client.DeviceInfo;
import dev.godwit.client.Godwit;
import java.util.List;

/// Which device of the account somebody means.
final class NamedDevice {
  /// Digits of an id that are enough to name a device.
  private static final int DIGITS_MIN = 4;

  private NamedDevice() {}

  /// The device with this name, or whose id begins so. Throws [Usage] when there is not exactly
  /// one; devices that were removed are not meant.
  static DeviceInfo find(Godwit godwit, String text) {
    List<DeviceInfo> meant =
        godwit.devices().stream()
            .filter(each -> !each.revoked() && (isName(each, text) || isId(each, text)))
            .toList();
    if (meant.isEmpty()) {
      throw new Usage("None of your devices is called so; `godwit devices` lists them.");
    }
    if (meant.size() > 1) {
      throw new Usage(
          "%d of your devices are called so; take the id, as `godwit devices` lists it."
              .formatted(meant.size()));
    }
    return meant.getFirst();
  }

  private static boolean isName(DeviceInfo device, String text) {
    return !text.isBlank() && device.name().equalsIgnoreCase(text.strip());
  }

  private static boolean isId(DeviceInfo device, String text) {
    return text.length() >= DIGITS_MIN && device.id().toString().startsWith(text.strip());
  }
}
