package dev.godwit.core.session;

import dev.godwit.core.conversation.Asker;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.Page;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Leave;
import dev.godwit.wire.Send;
import java.util.List;
import java.util.function.Consumer;

/// What an [AccountHome] and its sessions cause. None of these blocks, none calls back at once.
public interface SessionEffects {
  void write(SessionId session, Bytes frame);

  void close(SessionId session, CloseCode code);

  /// For how long nothing has come from the device, as far as its connection knows.
  long silentMillis(SessionId session);

  /// Asks the conversation to append; it answers the session.
  void send(SessionId session, AccountId account, DeviceId device, Send send);

  /// Asks the conversation to append; it answers the session.
  void commit(SessionId session, AccountId account, DeviceId device, Commit commit);

  /// Asks the conversation to take the account off; it answers the session.
  void leave(SessionId session, AccountId account, DeviceId device, Leave leave);

  /// Tells the conversation that a device was revoked. Answered by [AccountHome#onDeparted] when
  /// that is durable there.
  ///
  /// @param cause sequence of the account's entry that led to it: a device that is brought back
  ///     departs again
  void departed(ConversationId conversation, AccountId account, DeviceId device, long cause);

  /// A device's cursor may move; numbers that do not grow change nothing.
  void moved(
      ConversationId conversation, AccountId account, DeviceId device, long delivered, long read);

  /// Asks the conversation for every member's cursors; it answers the session.
  void askReceipts(ConversationId conversation, SessionId session, AccountId account);

  void typing(ConversationId conversation, AccountId account, DeviceId device, boolean typing);

  /// The session wants to know about the presence of `watched`, as a member of `conversation`.
  void watch(SessionId session, AccountId watcher, AccountId watched, ConversationId conversation);

  void unwatch(SessionId session, AccountId watcher, AccountId watched);

  /// The account has a session, or has none and `lastSeenMillis` is durable.
  void presence(AccountId account, boolean online, long lastSeenMillis);

  /// The account may have joined or left conversations, see [AccountHome#isMember].
  void membershipsMayHaveChanged(AccountHome home);

  /// Asks the store; the answer is [AccountHome#onLoaded] or [AccountHome#onLoadFailed].
  void load(AccountHome home);

  /// Asks the store; the answer is [AccountHome#onHeads] or [AccountHome#onLoadFailed].
  void heads(AccountHome home, List<ConversationId> conversations);

  /// Asks the store for the entries behind `after`, on behalf of a session.
  void page(
      SessionId session,
      AccountId account,
      LogId log,
      long after,
      PageSize size,
      Consumer<PageAnswer> answer);

  /// How large a page may be.
  record PageSize(int entriesMax, int bytesMax) {}

  /// The account has something to make durable in this turn.
  void changed(AccountHome home);

  /// The account wants [AccountHome#onTick] until it says that it does not.
  void awaitsTick(AccountHome home);

  /// A unit that `asker` waits for is in the account's log.
  void unitDone(Asker asker, AccountUnit unit, AccountId account);

  /// What the store answered to [#page].
  sealed interface PageAnswer {
    record Read(Page page) implements PageAnswer {}

    record Failed() implements PageAnswer {}
  }
}
