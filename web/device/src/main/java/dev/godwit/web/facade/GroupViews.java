package dev.godwit.web.facade;

import dev.godwit.device.content.GroupChange;
import dev.godwit.device.step.GroupView;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Role;
import dev.godwit.wire.WhoMay;
import java.util.Optional;
import org.teavm.jso.JSObject;

/// Groups, and what changed in them, as plain objects.
final class GroupViews {
  private GroupViews() {}

  static JSObject change(GroupChange change) {
    return switch (change) {
      case GroupChange.Created _ -> Plain.of("created").end();
      case GroupChange.Added(var account) -> about("added", account).end();
      case GroupChange.Removed(var account) -> about("removed", account).end();
      case GroupChange.Left(var account) -> about("left", account).end();
      case GroupChange.JoinRequested(var account) -> about("joinRequested", account).end();
      case GroupChange.IdentityChanged(var account) -> about("identity", account).end();
      case GroupChange.Refused(var reason) ->
          Plain.of("refused").text("reason", Events.name(reason)).end();
      case GroupChange.RoleChanged(var account, var role) ->
          about("role", account).text("role", name(role)).end();
      case GroupChange.SettingsChanged(var settings) ->
          Plain.of("settings").object("settings", settings(settings)).end();
    };
  }

  private static Plain about(String kind, AccountId account) {
    return Plain.of(kind).text("account", account.toString());
  }

  static String name(Role role) {
    return switch (role) {
      case OWNER -> "owner";
      case ADMIN -> "admin";
      case MEMBER, UNKNOWN -> "member";
    };
  }

  static Role role(String name) {
    return switch (name) {
      case "owner" -> Role.OWNER;
      case "admin" -> Role.ADMIN;
      default -> Role.MEMBER;
    };
  }

  private static JSObject settings(GroupSettings settings) {
    return Plain.of()
        .text("add", name(settings.whoMayAdd()))
        .text("send", name(settings.whoMaySend()))
        .text("changeDetails", name(settings.whoMayChangeDetails()))
        .end();
  }

  static GroupSettings settings(Given given) {
    return new GroupSettings(
        whoMay(given.text("add")), whoMay(given.text("send")), whoMay(given.text("changeDetails")));
  }

  private static String name(WhoMay who) {
    return who == WhoMay.ADMINS ? "admins" : "all";
  }

  private static WhoMay whoMay(String name) {
    return name.equals("admins") ? WhoMay.ADMINS : WhoMay.ALL;
  }

  /// In an array, which has one element or none.
  static JSObject view(Optional<GroupView> view) {
    return Plain.array(view.stream().toList(), GroupViews::view);
  }

  private static JSObject view(GroupView view) {
    return Plain.of()
        .text("id", view.id().toString())
        .text("name", view.name())
        .text("description", view.description())
        .bytes("picture", view.picture())
        .object("settings", settings(view.settings()))
        .text("role", name(view.role()))
        .list("members", view.members(), GroupViews::member)
        .list("requests", view.requests(), GroupViews::request)
        .flag("held", view.held())
        .end();
  }

  private static JSObject member(GroupView.Member member) {
    return Plain.of()
        .text("account", member.account().toString())
        .text("handle", member.handle())
        .text("role", name(member.role()))
        .number("sinceMillis", member.sinceMillis())
        .number("deliveredThrough", member.deliveredThrough())
        .number("readThrough", member.readThrough())
        .end();
  }

  private static JSObject request(GroupView.Request request) {
    return Plain.of()
        .text("account", request.account().toString())
        .text("handle", request.handle())
        .end();
  }
}
