package dev.godwit.client;

import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.WhoMay;

/// Who may do what in a group: all, or its admins.
public record GroupRules(Who add, Who send, Who details) {
  /// Those of a new group.
  public static final GroupRules NEW_GROUP = new GroupRules(Who.ADMINS, Who.ALL, Who.ALL);

  /// With no change of any.
  public static final GroupRules SAME = new GroupRules(Who.SAME, Who.SAME, Who.SAME);

  /// Who may.
  public enum Who {
    ALL,
    ADMINS,
    /// As it is.
    SAME
  }

  GroupSettings settings() {
    return new GroupSettings(of(add), of(send), of(details));
  }

  static GroupRules of(GroupSettings settings) {
    return new GroupRules(
        of(settings.whoMayAdd()), of(settings.whoMaySend()), of(settings.whoMayChangeDetails()));
  }

  private static WhoMay of(Who who) {
    return switch (who) {
      case ALL -> WhoMay.ALL;
      case ADMINS -> WhoMay.ADMINS;
      case SAME -> WhoMay.UNKNOWN;
    };
  }

  private static Who of(WhoMay who) {
    return switch (who) {
      case ALL -> Who.ALL;
      case ADMINS -> Who.ADMINS;
      case UNKNOWN -> Who.SAME;
    };
  }
}
