package dev.godwit.core.routing;

import dev.godwit.core.conversation.Ask;
import dev.godwit.core.conversation.Asker;
import dev.godwit.core.conversation.Delivery;
import dev.godwit.core.session.AccountUnit;
import dev.godwit.core.session.SessionId;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.util.List;

/// What one worker tells another.
sealed interface Message extends Input.Internal {

  /// To a conversation.
  sealed interface ToConversation extends Message {
    ConversationId conversation();
  }

  record Asked(ConversationId conversation, Ask ask) implements ToConversation {}

  record Moved(
      ConversationId conversation, AccountId account, DeviceId device, long delivered, long read)
      implements ToConversation {
    /// Of two moves of the same device the further one.
    Moved furtherOf(Moved other) {
      return new Moved(
          conversation,
          account,
          device,
          Math.max(delivered, other.delivered),
          Math.max(read, other.read));
    }
  }

  record Types(ConversationId conversation, AccountId account, DeviceId device, boolean typing)
      implements ToConversation {}

  record UnitDone(ConversationId conversation, long commitSequence, AccountId account)
      implements ToConversation {}

  /// To an account.
  sealed interface ToAccount extends Message {
    AccountId account();
  }

  record Answered(AccountId account, SessionId session, Bytes frame) implements ToAccount {}

  record UnitAsked(AccountId account, AccountUnit unit, FromHome home) implements ToAccount {}

  record DepartureDone(AccountId account, DeviceId device, ConversationId conversation)
      implements ToAccount {}

  record WatchAsked(AccountId account, ConversationId conversation, FromSession watcher)
      implements ToAccount {}

  record WatchEnded(AccountId account, FromSession watcher) implements ToAccount {}

  record PresenceTold(AccountId account, SessionId session, Bytes frame) implements ToAccount {}

  /// To several accounts of one worker.
  sealed interface ToAccounts extends Message {
    List<AccountId> accounts();
  }

  record Delivered(List<AccountId> accounts, Delivery delivery) implements ToAccounts {}

  record HeadMoved(List<AccountId> accounts, ConversationId conversation, long head)
      implements ToAccounts {}

  /// @param receipts whether it must come by and by, as the newest receipts do
  record Told(
      List<AccountId> accounts,
      ConversationId conversation,
      Bytes frame,
      DeviceId except,
      boolean receipts)
      implements ToAccounts {}

  /// There is something to make durable although no other input has come.
  record Woken() implements Message {}

  /// Another worker of this node thinks differently now about where the homes are.
  record HomesMoved() implements Message {}

  // --- Between the node of a connection and the home of its account ---

  /// What came in at another node.
  ///
  /// @param edge where
  record Passed(Seat edge, Input input) implements Message {}

  /// A frame for a device that is connected there.
  record Written(SessionId session, Bytes frame) implements Message {}

  /// A session of a device that is connected there has ended.
  record Ended(SessionId session, CloseCode code) implements Message {}

  /// An answer to a request that came in there.
  record RequestAnswered(long request, Bytes frame) implements Message {}

  /// A session that waits for an answer, or that watches.
  ///
  /// @param seat where the session is
  record FromSession(SessionId session, AccountId account, Seat seat) implements Asker {}

  /// A home of a conversation that waits for what it asked of an account. It is told itself: the
  /// account's home may take another one for the conversation's.
  ///
  /// @param seat where that home is
  record FromHome(Seat seat) implements Asker {}

  /// An account whose revoked device departs.
  record FromDeparture(AccountId account, DeviceId device, ConversationId conversation)
      implements Asker {}

  /// A request over REST that waits for an answer.
  ///
  /// @param seat where it came in
  record FromRequest(long request, Seat seat) implements Asker {}
}
