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

  /// Encoded welcomes that are kept; each has at most some 3 MiB.
  private static final int WELCOMES_KEPT_MAX = 4;

  /// A commit that let somebody in.
  private record Welcomed(ConversationId conversation, long sequence) {}

  private final Services services;
  private final Newest<Welcomed, Route.Encoded> welcomes = new Newest<>(WELCOMES_KEPT_MAX);

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

  /// All joiners of a large group ask for the same within a moment, so it is encoded once.
  Reply<Route.Encoded> welcome(Asked asked) {
    ConversationId conversation = asked.path("id", ConversationId.class);
    long sequence = asked.number("sequence", 0);
    return services
        .conversations()
        .welcome(asked.who().account(), conversation, sequence)
        .map(found -> encoded(new Welcomed(conversation, sequence), found));
  }

  private Route.Encoded encoded(Welcomed by, Conversations.Joining found) {
    return welcomes
        .find(by)
        .orElseGet(
            () -> {
              var body =
                  new Bodies.WelcomeBody(found.welcome(), found.groupInfo(), found.ratchetTree());
              var encoded = new Route.Encoded(Encoder.encode(body));
              welcomes.put(by, encoded);
              return encoded;
            });
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
