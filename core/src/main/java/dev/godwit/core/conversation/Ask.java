package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Leave;
import dev.godwit.wire.Send;

/// Something that is asked of a conversation and gets an answer.
public sealed interface Ask {
  Asker asker();

  AccountId account();

  /// Names what is asked in the answer; NONE where there is nothing to name.
  EntryId id();

  /// An entry to append.
  sealed interface ToAppend extends Ask {
    DeviceId device();

    ConversationId conversation();

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

  record ToLeave(Asker asker, AccountId account, DeviceId device, Leave leave) implements ToAppend {
    @Override
    public ConversationId conversation() {
      return leave.conversation();
    }

    @Override
    public EntryId id() {
      return leave.id();
    }

    @Override
    public int payloadBytes() {
      return leave.payload().size();
    }
  }

  /// A device was revoked. Answered by Sent also when it is not in the roster.
  ///
  /// @param cause sequence of the entry in the account's log that led to it
  record ToDepart(
      Asker asker, ConversationId conversation, AccountId account, DeviceId device, long cause)
      implements ToAppend {
    @Override
    public EntryId id() {
      return DerivedIds.ofDeparture(conversation, account, device, cause);
    }

    @Override
    public int payloadBytes() {
      return 0;
    }
  }

  /// An account uses an invitation link.
  ///
  /// @param id of the entry, random
  /// @param proof that the link was given to the account, for the members to check
  record ToJoin(
      Asker asker, AccountId account, DeviceId device, EntryId id, LinkId link, Bytes proof)
      implements ToAppend {
    @Override
    public ConversationId conversation() {
      return link.conversation();
    }

    @Override
    public int payloadBytes() {
      return 0;
    }
  }

  /// Something of the lobby to change, without an entry. Only admins may.
  sealed interface ToChange extends Ask {}

  /// @param link made now, with the key of its maker's choice
  record ToMakeLink(Asker asker, AccountId account, Invitation link) implements ToChange {
    @Override
    public EntryId id() {
      return link.key();
    }
  }

  record ToRevokeLink(Asker asker, AccountId account, EntryId link) implements ToChange {
    @Override
    public EntryId id() {
      return link;
    }
  }

  record ToRefuse(Asker asker, AccountId account, AccountId refused) implements ToChange {
    @Override
    public EntryId id() {
      return EntryId.NONE;
    }
  }

  /// Where every member stands.
  record ForReceipts(Asker asker, AccountId account) implements Ask {
    @Override
    public EntryId id() {
      return EntryId.NONE;
    }
  }
}
