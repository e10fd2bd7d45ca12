package dev.godwit.core.conversation;

import dev.godwit.core.log.StateReader;
import dev.godwit.core.log.StateWriter;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Role;
import dev.godwit.wire.WhoMay;

/// What the settings of a group allow to whom (PROTOCOL §18.2).
final class Settings {
  private Settings() {}

  static boolean mayAdd(GroupSettings settings, Role role) {
    return isAdmin(role) || settings.whoMayAdd() == WhoMay.ALL;
  }

  static boolean maySend(GroupSettings settings, Role role) {
    return isAdmin(role) || settings.whoMaySend() != WhoMay.ADMINS;
  }

  static boolean isAdmin(Role role) {
    return role.number() >= Role.ADMIN.number();
  }

  /// Whether a commit leaves them as they are.
  static boolean isUnchanged(GroupSettings settings) {
    return settings.equals(GroupSettings.NONE);
  }

  static void encode(GroupSettings settings, StateWriter out) {
    out.number(settings.whoMayAdd().number());
    out.number(settings.whoMaySend().number());
    out.number(settings.whoMayChangeDetails().number());
  }

  static GroupSettings decode(StateReader in) {
    return new GroupSettings(
        WhoMay.of(in.number()), WhoMay.of(in.number()), WhoMay.of(in.number()));
  }
}
