package dev.godwit.client;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.GroupChange;
import dev.godwit.device.content.RefusalReason;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Role;
import dev.godwit.wire.WhoMay;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What changed in a group, as the sentence that its line shows.
final class GroupLines {
  /// Names in one sentence; more are counted.
  private static final int NAMES_MAX = 8;

  private final Me me;
  private final Names names;

  GroupLines(Me me, Names names) {
    this.me = me;
    this.names = names;
  }

  /// @param by who did it, none when that is not known
  String sentence(AccountId by, Content content) {
    return switch (content) {
      case Content.Renamed(var name) when name.isEmpty() -> who(by) + " took the name away";
      case Content.Renamed(var name) -> who(by) + " named the group “" + name + "”";
      case Content.Described(var text) when text.isEmpty() ->
          who(by) + " took the description away";
      case Content.Described _ -> who(by) + " changed the description";
      case Content.Pictured(var picture) when picture.isEmpty() ->
          who(by) + " took the picture away";
      case Content.Pictured _ -> who(by) + " changed the picture";
      case Content.Changed(var changes) -> sentence(by, changes);
      default -> "";
    };
  }

  private String sentence(AccountId by, List<GroupChange> changes) {
    List<String> parts = new ArrayList<>();
    List<AccountId> added = new ArrayList<>();
    List<AccountId> removed = new ArrayList<>();
    for (GroupChange change : changes) {
      switch (change) {
        case GroupChange.Added(var account) -> added.add(account);
        case GroupChange.Removed(var account) -> removed.add(account);
        default -> parts.add(part(by, change));
      }
    }
    if (!added.isEmpty()) {
      parts.add(by.isNone() ? list(added) + " came in" : who(by) + " added " + list(added));
    }
    if (!removed.isEmpty()) {
      parts.add(by.isNone() ? list(removed) + " left" : who(by) + " removed " + list(removed));
    }
    return String.join(", ", parts);
  }

  private String part(AccountId by, GroupChange change) {
    return switch (change) {
      case GroupChange.Created _ -> who(by) + " created the group";
      case GroupChange.Left(var account) -> who(account) + " left";
      case GroupChange.RoleChanged(var account, var role) ->
          who(by) + " made " + whom(account) + " " + name(role);
      case GroupChange.SettingsChanged(var settings) -> who(by) + " set: " + settings(settings);
      case GroupChange.JoinRequested(var account) -> who(account) + " asks to join";
      case GroupChange.Added(var account) -> who(by) + " added " + whom(account);
      case GroupChange.Removed(var account) -> who(by) + " removed " + whom(account);
      case GroupChange.Refused(var reason) ->
          "a change by %s was refused, since %s; messages wait until you go on or leave"
              .formatted(who(by), why(reason));
      case GroupChange.IdentityChanged(var account) ->
          whom(account) + " has another safety number now";
    };
  }

  private static String why(RefusalReason reason) {
    return switch (reason) {
      case NOT_ALLOWED -> "it was not theirs to make";
      case ROSTER_MISMATCH -> "it does something else than it says";
      case DEVICE_REVOKED -> "it brings back a removed device";
      case IDENTITY_CHANGED -> "somebody in it shows another identity";
      case NOT_AUTHENTIC, CERTIFICATE_INVALID, WRONG_EPOCH -> "it does not hold";
    };
  }

  static String name(Role role) {
    return switch (role) {
      case OWNER -> "an owner";
      case ADMIN -> "an admin";
      case MEMBER, UNKNOWN -> "a member";
    };
  }

  private static String settings(GroupSettings settings) {
    return "%s add, %s send, %s change name and picture"
        .formatted(
            who(settings.whoMayAdd()),
            who(settings.whoMaySend()),
            who(settings.whoMayChangeDetails()));
  }

  private static String who(WhoMay who) {
    return who == WhoMay.ADMINS ? "admins" : "all";
  }

  private String list(List<AccountId> accounts) {
    String shown = accounts.stream().limit(NAMES_MAX).map(this::whom).collect(joined());
    int more = accounts.size() - NAMES_MAX;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(", ");
  }

  private String who(AccountId account) {
    if (account.isNone()) {
      return "somebody";
    }
    return account.equals(me.account()) ? "you" : names.show(account);
  }

  private String whom(AccountId account) {
    return who(account);
  }
}
