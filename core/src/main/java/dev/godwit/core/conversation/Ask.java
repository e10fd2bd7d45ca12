package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Send;

/// Something that a device asks of a conversation and that gets an answer.
public sealed interface Ask {
  Asker asker();

  AccountId account();

  /// An entry to append.
  sealed interface ToAppend extends Ask {
    DeviceId device();

    ConversationId conversation();

    EntryId id();

    int payloadBytes();
  }

  record ToSend(Asker asker, AccountId account, DeviceId device, Send send) implements ToAppend {
    @Override
    public ConversationId conversation() {
      return send.conversation();
    }

    @Override
    public EntryId id() {
      return send.id();
    }

    @Override
    public int payloadBytes() {
      return send.payload().size();
    }
  }

  record ToCommit(Asker asker, AccountId account, DeviceId device, Commit commit)
      implements ToAppend {
    @Override
    public ConversationId conversation() {
      return commit.conversation();
    }

    @Override
    public EntryId id() {
      return commit.id();
    }

    @Override
    public int payloadBytes() {
      return commit.payload().size();
    }
  }

  /// Where every member stands.
  record ForReceipts(Asker asker, AccountId account) implements Ask {}
}
