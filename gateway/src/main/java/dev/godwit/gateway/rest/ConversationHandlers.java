package dev.godwit.gateway.rest;

import dev.godwit.core.account.AccessToken;
import dev.godwit.core.account.Found;
import dev.godwit.core.account.Reply;
import dev.godwit.core.conversation.DirectConversation;
import dev.godwit.gateway.rest.Conversations.PageWanted;
import dev.godwit.gateway.rest.Conversations.Paged;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import java.util.List;
import java.util.UUID;

/// Answers what concerns conversations: sending, paging, joining.
final class ConversationHandlers {
  private static final int ENTRIES_DEFAULT = 50;

  private final Services services;

  ConversationHandlers(Services services) {
    this.services = services;
  }

  Reply<Bodies.SentBody> send(Asked asked) {
    var body = asked.body(Bodies.SendMessageBody.class);
    AccessToken who = asked.who();
    return account(body.fromUser())
        .then(from -> from.equals(who.account()) ? account(body.toUser()) : forbidden())
        .map(to -> send(body, DirectConversation.idOf(who.account(), to)))
        .then(send -> services.conversations().send(who.account(), who.device(), send))
        .map(ConversationHandlers::view);
  }

  Reply<Bodies.PageBody> page(Asked asked) {
    ConversationId conversation = asked.path("id", ConversationId.class);
    var wanted =
        new PageWanted(
            asked.number("offset", 0),
            (int) asked.number("messageCount", ENTRIES_DEFAULT),
            asked.number("timeStamp", 0));
    return services
        .conversations()
        .page(asked.who().account(), conversation, wanted)
        .map(page -> view(conversation, page));
  }

  /// As it is kept: all joiners of a large group ask for the same within a moment.
  Reply<Route.Message> welcome(Asked asked) {
    return services
        .conversations()
        .welcome(
            asked.who().account(),
            asked.path("id", ConversationId.class),
            asked.number("sequence", 0))
        .map(Route.Message::new);
  }

  Reply<Bodies.GroupInfoBody> groupInfo(Asked asked) {
    return services
        .conversations()
        .groupInfo(asked.who().account(), asked.path("id", ConversationId.class))
        .map(
            found ->
                new Bodies.GroupInfoBody(
                    found.sequence(), found.epoch(), found.groupInfo(), found.ratchetTree()));
  }

  private static Reply<AccountId> forbidden() {
    return Reply.refused(ErrorCode.FORBIDDEN);
  }

  /// Who is meant by a handle or an id.
  private Reply<AccountId> account(String name) {
    Reply<AccountId> byId = id(name);
    return byId instanceof Reply.Given<AccountId>
        ? byId
        : services.accounts().find(name).map(Found::account).map(found -> found.id());
  }

  private static Reply<AccountId> id(String text) {
    try {
      return Reply.given(AccountId.parse(text));
    } catch (IllegalArgumentException _) {
      return Reply.refused(ErrorCode.ACCOUNT_UNKNOWN);
    }
  }

  private static Send send(Bodies.SendMessageBody body, ConversationId conversation) {
    return new Send(
        conversation,
        body.id().isNone() ? randomId() : body.id(),
        body.epoch(),
        body.message(),
        body.clientMetaData());
  }

  private static EntryId randomId() {
    UUID random = UUID.randomUUID();
    return new EntryId(random.getMostSignificantBits(), random.getLeastSignificantBits());
  }

  private static Bodies.SentBody view(Sent sent) {
    return new Bodies.SentBody(sent.conversation(), sent.id(), sent.sequence(), sent.time());
  }

  private static Bodies.PageBody view(ConversationId conversation, Paged page) {
    return new Bodies.PageBody(
        conversation,
        page.head(),
        page.entries().stream().map(entry -> view(entry, page.cursors())).toList(),
        page.cursors().stream()
            .map(each -> new Bodies.ReceiptView(each.account(), each.delivered(), each.read()))
            .toList(),
        page.expiredThrough());
  }

  private static Bodies.EntryView view(Entry entry, List<MemberCursor> cursors) {
    return new Bodies.EntryView(
        entry.sequence(),
        entry.id(),
        entry.time(),
        entry.account(),
        entry.device(),
        kind(entry.kind()),
        entry.epoch(),
        entry.payload(),
        entry.clientMetaData(),
        receipt(entry, cursors));
  }

  private static String kind(EntryKind kind) {
    return switch (kind) {
      case APPLICATION -> "application";
      case COMMIT -> "commit";
      case PROPOSAL -> "proposal";
      case DEPARTURE -> "departure";
      case JOIN_REQUEST -> "joinRequest";
      case UNKNOWN -> "unknown";
    };
  }

  /// How far all others are.
  private static String receipt(Entry entry, List<MemberCursor> cursors) {
    List<MemberCursor> others =
        cursors.stream().filter(each -> !each.account().equals(entry.account())).toList();
    if (others.isEmpty()) {
      return "sent";
    }
    if (others.stream().allMatch(each -> each.read() >= entry.sequence())) {
      return "read";
    }
    boolean delivered = others.stream().allMatch(each -> each.delivered() >= entry.sequence());
    return delivered ? "delivered" : "sent";
  }
}
