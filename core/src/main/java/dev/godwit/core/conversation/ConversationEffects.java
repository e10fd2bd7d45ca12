package dev.godwit.core.conversation;

import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.util.List;

/// What a [Conversation] causes. None of these blocks, none calls back at once.
public interface ConversationEffects {

  /// Asks the store; the answer is [Conversation#onLoaded] or [Conversation#onLoadFailed].
  void load(Conversation conversation, int entriesMax);

  /// The conversation has something to make durable in this turn.
  void changed(Conversation conversation);

  /// The conversation wants [Conversation#onTick] until it says that it does not.
  void awaitsTick(Conversation conversation);

  /// Answers whoever asked.
  void answer(Asker asker, Bytes frame);

  /// A durable entry goes to the members, in the order of the sequences.
  void deliver(Audience audience, Delivery delivery);

  /// The log has grown in a way that was not delivered; sessions read it from the log.
  void headMoved(Audience audience, ConversationId conversation, long head);

  /// A frame that may be lost goes to all sessions but those of one device. Of `receipts` the
  /// newest must come by and by.
  void tell(
      Audience audience,
      ConversationId conversation,
      Bytes frame,
      DeviceId except,
      boolean receipts);

  /// Entries to append to an account's log because of the commit at `sequence`, all or none, once.
  /// Answered by [Conversation#onEffectsDone] when they are durable. They come without sequence and
  /// time. The conversation's head is `head` by now.
  void applyTo(
      AccountId account,
      ConversationId conversation,
      long sequence,
      long head,
      List<AccountEntry> entries);
}
