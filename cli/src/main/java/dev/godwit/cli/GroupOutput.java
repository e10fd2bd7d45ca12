package dev.godwit.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.cli.text.Plain;
import dev.godwit.client.Conversation;
import dev.godwit.client.GroupChanged;
import dev.godwit.client.GroupInfo;
import dev.godwit.client.GroupRules;
import dev.godwit.client.InviteLink;
import dev.godwit.client.InvitePreview;
import dev.godwit.client.Message;
import dev.godwit.device.step.Arrangement;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What the commands of groups tell, to people or as one JSON object a line.
final class GroupOutput {
  /// In the order in which members are listed.
  private static final List<String> ROLES = List.of("OWNER", "ADMIN", "MEMBER");

  private final PrintStream out;
  private final boolean json;

  GroupOutput(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  private static ObjectNode event(String name, ConversationId group) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("event", name)
        .put("conversation", group.toString());
  }

  private void line(ObjectNode node) {
    out.println(node);
    out.flush();
  }

  /// A change was made.
  void changed(String what, GroupChanged changed) {
    if (json) {
      ObjectNode node = event("changed", changed.group()).put("what", what);
      changed.leftOut().forEach(node.putArray("leftOut")::add);
      line(node);
      return;
    }
    out.println(sentence(what, changed.group()));
    if (!changed.leftOut().isEmpty()) {
      out.println("left out: " + String.join(", ", changed.leftOut()));
    }
  }

  private static String sentence(String what, ConversationId group) {
    return switch (what) {
      case "created" -> "The group is made: " + group;
      case "role" -> "The role is changed.";
      case "settings" -> "The settings are changed.";
      case "left" -> "You have left.";
      case "approved" -> "Let in.";
      case "revoked" -> "The link leads nowhere any more.";
      case "goes on" -> "The group goes on as it is now.";
      default -> Character.toUpperCase(what.charAt(0)) + what.substring(1) + ".";
    };
  }

  /// @param self whose home this is: how far that account has read is of no interest to it
  void info(GroupInfo info, AccountId self) {
    if (json) {
      line(json(info));
    } else {
      print(info, self);
    }
  }

  private static ObjectNode json(GroupInfo info) {
    ObjectNode node =
        event("group", info.id())
            .put("name", info.name())
            .put("description", info.description())
            .put("picture", info.picture())
            .put("role", lower(info.role()))
            .put("muted", info.mutedUntilMillis())
            .put("held", info.held());
    rules(node.putObject("settings"), info.rules());
    var members = node.putArray("members");
    for (GroupInfo.Member member : info.members()) {
      members
          .addObject()
          .put("account", member.account().toString())
          .put("handle", member.handle())
          .put("role", lower(member.role()))
          .put("since", member.sinceMillis())
          .put("delivered", member.deliveredThrough())
          .put("read", member.readThrough());
    }
    var requests = node.putArray("requests");
    info.requests().forEach(request -> request(requests.addObject(), request));
    return node;
  }

  private static void rules(ObjectNode node, GroupRules rules) {
    node.put("add", lower(rules.add().name()))
        .put("send", lower(rules.send().name()))
        .put("details", lower(rules.details().name()));
  }

  private static void request(ObjectNode node, GroupInfo.Request request) {
    node.put("account", request.account().toString())
        .put("handle", request.handle())
        .put("time", request.timeMillis());
  }

  private void print(GroupInfo info, AccountId self) {
    out.println(Plain.line(info.name().isEmpty() ? "(no name)" : info.name()) + "  " + info.id());
    if (!info.description().isEmpty()) {
      out.println(Plain.text(info.description()));
    }
    GroupRules rules = info.rules();
    out.printf(
        "%s may add, %s may send, %s may change name and picture%n",
        lower(rules.add().name()), lower(rules.send().name()), lower(rules.details().name()));
    long head =
        info.members().stream().mapToLong(GroupInfo.Member::deliveredThrough).max().orElse(0);
    info.members().stream()
        .sorted(Comparator.comparingInt(member -> ROLES.indexOf(member.role())))
        .forEach(
            member -> print(member, member.account().equals(self) ? "you" : reach(member, head)));
    info.requests()
        .forEach(
            request ->
                out.println(
                    "  asks to join: " + name(request.handle(), request.account().toString())));
    if (info.held()) {
      out.println(
          "A change of this group was refused: nothing is sent and read here until you `group"
              + " go-on` or `group leave`.");
    }
  }

  private void print(GroupInfo.Member member, String remark) {
    out.printf(
        "  %-24s %-7s since %-17s %s%n",
        name(member.handle(), member.account().toString()),
        lower(member.role()),
        member.sinceMillis() == 0 ? "?" : HumanOutput.time(member.sinceMillis()),
        remark);
  }

  private static String reach(GroupInfo.Member member, long head) {
    return "has %s, has read %s"
        .formatted(through(member.deliveredThrough(), head), through(member.readThrough(), head));
  }

  private static String through(long sequence, long head) {
    return sequence >= head ? "all" : sequence + " of " + head;
  }

  private static String name(String handle, String account) {
    return handle.isEmpty() ? account.substring(0, 8) : "@" + handle;
  }

  void link(ConversationId group, InviteLink link) {
    if (json) {
      line(
          event("link", group)
              .put("link", link.id())
              .put("url", link.url())
              .put("approval", link.approval())
              .put("expires", link.expiresMillis())
              .put("uses", link.uses()));
      return;
    }
    String approval = link.approval() ? "an admin lets in who asks" : "lets in at once";
    out.println(link.url().isEmpty() ? link.id() : link.url());
    out.println("  " + approval + ", until " + HumanOutput.time(link.expiresMillis()));
  }

  void joining(ConversationId group, InvitePreview preview) {
    if (json) {
      line(
          event("joining", group)
              .put("name", preview.name())
              .put("members", preview.members())
              .put("approval", preview.approval()));
      return;
    }
    out.printf(
        "Asked to join %s (%d members); %s lets you in.%n",
        Plain.line(preview.name()),
        preview.members(),
        preview.approval() ? "an admin" : "the next member who is online");
  }

  void request(ConversationId group, GroupInfo.Request request) {
    if (json) {
      ObjectNode node = event("request", group);
      request(node, request);
      line(node);
      return;
    }
    out.println(
        HumanOutput.time(request.timeMillis())
            + "  "
            + name(request.handle(), request.account().toString()));
  }

  /// Where one member stands with one message.
  void receipt(Message message, GroupInfo.Member member) {
    String tick =
        member.readThrough() >= message.sequence()
            ? "read"
            : member.deliveredThrough() >= message.sequence() ? "delivered" : "sent";
    if (json) {
      line(
          event("receipt", message.conversation())
              .put("id", message.id().toString())
              .put("sequence", message.sequence())
              .put("handle", member.handle())
              .put("account", member.account().toString())
              .put("tick", tick));
      return;
    }
    out.println("         " + name(member.handle(), member.account().toString()) + " " + tick);
  }

  /// What is set for a conversation, and what a group adds to its object.
  static void conversation(ObjectNode node, Conversation conversation) {
    Arrangement set = conversation.arrangement();
    node.put("muted", set.mutedUntilMillis())
        .put("pinned", set.pinned())
        .put("archived", set.archived())
        .put("draft", set.draft());
    if (conversation.group()) {
      node.put("group", true)
          .put("name", conversation.name())
          .put("role", lower(conversation.role()))
          .put("members", conversation.members())
          .put("left", conversation.left());
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
