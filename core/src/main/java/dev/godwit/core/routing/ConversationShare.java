package dev.godwit.core.routing;

import dev.godwit.core.conversation.Asker;
import dev.godwit.core.conversation.Audience;
import dev.godwit.core.conversation.Conversation;
import dev.godwit.core.conversation.ConversationEffects;
import dev.godwit.core.conversation.Delivery;
import dev.godwit.core.conversation.ReceiptConfig;
import dev.godwit.core.log.Intent;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.StoreException;
import dev.godwit.core.session.AccountUnit;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Sent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// The conversations of one worker.
final class ConversationShare implements ConversationEffects {
  private final Mail mail;
  private final Reads reads;
  private final Turn turn;
  private final Outputs outputs;
  private final ReceiptConfig receipts;
  private final Cache<ConversationId, Conversation> conversations;
  private final Set<Conversation> awaiting = new LinkedHashSet<>();
  private final List<Intent> found = new ArrayList<>();

  ConversationShare(Mail mail, Reads reads, Turn turn, Outputs outputs, WorkerConfig config) {
    this.mail = mail;
    this.reads = reads;
    this.turn = turn;
    this.outputs = outputs;
    this.receipts = new ReceiptConfig(config.receiptMembersAtOnce(), config.receiptMillis());
    this.conversations =
        new Cache<>(config.conversationsBytesMax(), Conversation::bytes, Conversation::isIdle);
  }

  private Conversation get(ConversationId id) {
    return conversations.get(id, key -> new Conversation(key, mail.homes(), receipts, this));
  }

  void on(Message.ToConversation message, long nowMillis) {
    Conversation to = get(message.conversation());
    if (turn.holds(to, later -> on(message, later))) {
      return;
    }
    switch (message) {
      case Message.Asked(_, var ask) -> to.onAsk(ask, nowMillis);
      case Message.Moved moved ->
          to.onMoved(moved.account(), moved.device(), moved.delivered(), moved.read(), nowMillis);
      case Message.Types types -> to.onTyping(types.account(), types.device(), types.typing());
      case Message.UnitDone done -> to.onEffectsDone(done.commitSequence(), done.account());
    }
    if (to.isKnownToBeNothing() && to.isIdle()) {
      conversations.forget(to.id(), to);
    }
  }

  /// Kept until the next tick, so that those of one conversation are taken in their order.
  void onIntent(Intent intent) {
    found.add(intent);
  }

  /// Others may have appended.
  void lookAgain() {
    conversations.all().forEach(Conversation::lookAgain);
  }

  void onTick(long nowMillis) {
    takeFound();
    List<Conversation> ticked = List.copyOf(awaiting);
    for (Conversation conversation : ticked) {
      if (conversation.isLeft(nowMillis)) {
        conversations.forget(conversation.id(), conversation);
        awaiting.remove(conversation);
      } else if (!conversation.onTick(nowMillis)) {
        awaiting.remove(conversation);
      }
    }
    conversations.evict();
  }

  private void takeFound() {
    found.sort(Comparator.comparingLong(intent -> intent.id().sequence()));
    for (Intent intent : found) {
      if (intent.id().log() instanceof LogId.OfConversation(var conversation)) {
        get(conversation).onIntent(intent.id().sequence(), intent.content());
      }
    }
    found.clear();
  }

  // --- Effects ---

  @Override
  public void load(Conversation conversation, int entriesMax) {
    reads.ask(
        conversation,
        key -> new ReadRequest.LoadConversation(key, conversation.id(), entriesMax),
        (result, nowMillis) -> onLoaded(conversation, result, nowMillis));
  }

  private static void onLoaded(Conversation conversation, ReadResult result, long nowMillis) {
    switch (result) {
      case ReadResult.Loaded loaded -> take(conversation, loaded, nowMillis);
      case ReadResult.Failed(var failure) -> conversation.onLoadFailed(failure, nowMillis);
      case ReadResult.Heads _, ReadResult.Paged _ ->
          throw new AssertionError("the shell answers what was asked");
    }
  }

  private static void take(Conversation to, ReadResult.Loaded loaded, long nowMillis) {
    try {
      to.onLoaded(
          loaded.state(), loaded.cursors(), loaded.newest().entries(), loaded.intents(), nowMillis);
    } catch (StoreException damaged) {
      to.onLoadFailed(damaged, nowMillis);
    }
  }

  @Override
  public void changed(Conversation conversation) {
    turn.changed(conversation);
  }

  @Override
  public void awaitsTick(Conversation conversation) {
    awaiting.add(conversation);
  }

  @Override
  public void answer(Asker asker, Bytes frame) {
    if (asker instanceof Message.FromSession(var session, var account, var seat)) {
      mail.send(seat, new Message.Answered(account, session, frame));
    } else if (asker instanceof Message.FromRequest from) {
      answer(from, frame);
    } else if (asker instanceof Message.FromDeparture departure
        && Frame.decode(frame) instanceof Sent) {
      done(departure);
    }
  }

  private void answer(Message.FromRequest asker, Bytes frame) {
    if (mail.homes().isHere(asker.seat())) {
      outputs.answer(asker.request(), frame);
    } else {
      mail.send(asker.seat(), new Message.RequestAnswered(asker.request(), frame));
    }
  }

  private void done(Message.FromDeparture departure) {
    mail.send(
        new Message.DepartureDone(
            departure.account(), departure.device(), departure.conversation()));
  }

  @Override
  public void deliver(Audience audience, Delivery delivery) {
    if (delivery.author() instanceof Message.FromRequest from) {
      answer(from, delivery.sent());
    } else if (delivery.author() instanceof Message.FromDeparture departure) {
      done(departure);
    } else if (delivery.author() instanceof Message.FromSession author && isAstray(author)) {
      mail.send(
          author.seat(), new Message.Answered(author.account(), author.session(), delivery.sent()));
    }
    forShares(audience, accounts -> new Message.Delivered(accounts, delivery));
  }

  /// Whether the session is where its account is not at home, so that it gets no deliveries.
  private boolean isAstray(Message.FromSession author) {
    return mail.homes().hasOthers() && !mail.homes().homeOf(author.account()).equals(author.seat());
  }

  @Override
  public void headMoved(Audience audience, ConversationId conversation, long head) {
    forShares(audience, accounts -> new Message.HeadMoved(accounts, conversation, head));
  }

  @Override
  public void tell(
      Audience audience,
      ConversationId conversation,
      Bytes frame,
      DeviceId except,
      boolean receipts) {
    forShares(
        audience, accounts -> new Message.Told(accounts, conversation, frame, except, receipts));
  }

  private void forShares(Audience audience, Function<List<AccountId>, Message> message) {
    for (int share = 0; share < mail.homes().count(); share++) {
      List<AccountId> accounts = audience.accountsOf(share);
      if (!accounts.isEmpty()) {
        mail.send(share, message.apply(accounts));
      }
    }
  }

  @Override
  public void applyTo(
      AccountId account,
      ConversationId conversation,
      long sequence,
      long head,
      List<AccountEntry> entries) {
    var unit = new AccountUnit(conversation, sequence, head, entries);
    mail.send(new Message.UnitAsked(account, unit, new Message.FromHome(mail.homes().here())));
  }
}
