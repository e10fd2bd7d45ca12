package dev.godwit.web.facade;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.GroupChange;
import dev.godwit.device.content.LossReason;
import dev.godwit.device.content.RefusalReason;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;

/// Reads rows of history back from what [Rows] made of them, for another device.
///
/// A picture of a group and a message of a newer kind are not kept in rows, so only that there was
/// one is told.
final class RowReader {
  private RowReader() {}

  static Message message(Given row) {
    boolean received = row.object("state").text("kind").equals("received");
    return new Message(
        ConversationId.parse(row.text("conversation")),
        EntryId.parse(row.text("id")),
        (long) row.number("sequence"),
        (long) row.number("order"),
        AccountId.parse(row.text("account")),
        DeviceId.NONE,
        (long) row.number("timeMillis"),
        received ? new MessageState.Received() : new MessageState.Sent(),
        content(row.object("content")));
  }

  private static Content content(Given content) {
    return switch (content.text("kind")) {
      case "text" ->
          new Content.Text(content.text("text"), content.list("mentions", CompiledDevice::mention));
      case "renamed" -> new Content.Renamed(content.text("name"));
      case "described" -> new Content.Described(content.text("description"));
      case "pictured" -> new Content.Pictured(Bytes.EMPTY);
      case "changed" -> new Content.Changed(content.list("changes", RowReader::change));
      case "lost" -> new Content.Lost(reason(content.text("reason")));
      default -> new Content.Unknown(Bytes.EMPTY);
    };
  }

  private static GroupChange change(Given change) {
    return switch (change.text("kind")) {
      case "added" -> new GroupChange.Added(account(change));
      case "removed" -> new GroupChange.Removed(account(change));
      case "left" -> new GroupChange.Left(account(change));
      case "joinRequested" -> new GroupChange.JoinRequested(account(change));
      case "identity" -> new GroupChange.IdentityChanged(account(change));
      case "refused" -> new GroupChange.Refused(refusal(change.text("reason")));
      case "role" ->
          new GroupChange.RoleChanged(account(change), GroupViews.role(change.text("role")));
      case "settings" ->
          new GroupChange.SettingsChanged(GroupViews.settings(change.object("settings")));
      default -> new GroupChange.Created();
    };
  }

  private static AccountId account(Given change) {
    return AccountId.parse(change.text("account"));
  }

  private static RefusalReason refusal(String name) {
    for (RefusalReason reason : RefusalReason.values()) {
      if (Events.name(reason).equals(name)) {
        return reason;
      }
    }
    return RefusalReason.NOT_ALLOWED;
  }

  private static LossReason reason(String name) {
    for (LossReason reason : LossReason.values()) {
      if (Rows.name(reason).equals(name)) {
        return reason;
      }
    }
    return LossReason.MALFORMED;
  }
}
