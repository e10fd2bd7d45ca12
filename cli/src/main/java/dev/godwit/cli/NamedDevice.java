package dev.godwit.cli;

import dev.godwit.client.DeviceInfo;
import dev.godwit.client.Godwit;
import dev.godwit.client.GodwitException;
import dev.godwit.client.Reason;
import dev.godwit.wire.ErrorCode;
import java.util.List;

/// Which device of the account somebody means.
final class NamedDevice {
  /// Digits of an id that are enough to name a device.
  private static final int DIGITS_MIN = 4;

  private NamedDevice() {}

  /// The device with this name, or whose id begins so. Throws NOT_FOUND when there is not exactly
  /// one; devices that were removed are not meant.
  static DeviceInfo find(Godwit godwit, String text) {
    List<DeviceInfo> meant =
        godwit.devices().stream()
            .filter(each -> !each.revoked() && (isName(each, text) || isId(each, text)))
            .toList();
    if (meant.isEmpty()) {
      throw refused("None of your devices is called so; `godwit devices` lists them.");
    }
    if (meant.size() > 1) {
      throw refused(
          "%d of your devices are called so; take the id, as `godwit devices` lists it."
              .formatted(meant.size()));
    }
    return meant.getFirst();
  }

  private static GodwitException refused(String sentence) {
    return new GodwitException(new Reason.Refused(ErrorCode.NOT_FOUND, 0), sentence);
  }

  private static boolean isName(DeviceInfo device, String text) {
    return !text.isBlank() && device.name().equalsIgnoreCase(text.strip());
  }

  private static boolean isId(DeviceInfo device, String text) {
    return text.length() >= DIGITS_MIN && device.id().toString().startsWith(text.strip());
  }
}
