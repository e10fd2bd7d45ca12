package dev.godwit.gateway.rest;

import dev.godwit.core.account.Reply;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import java.util.List;

/// What the gateway asks the node of conversations outside the sockets. Methods block.
public interface Conversations {

  /// @param entries consecutive, oldest first
  /// @param expiredThrough up to here the asked entries are past retention, 0 for none
  record Paged(long head, List<Entry> entries, List<MemberCursor> cursors, long expiredThrough) {
    public Paged {
      entries = List.copyOf(entries);
      cursors = List.copyOf(cursors);
    }
  }

  /// @param offset how many of the newest entries to leave out
  /// @param timeMillis only entries that are not newer; 0: all
  record PageWanted(long offset, int entriesMax, long timeMillis) {}

  record NewestGroupInfo(long sequence, long epoch, Bytes groupInfo, Bytes ratchetTree) {}

  /// Appends an entry and waits until it is durable.
  Reply<Sent> send(AccountId account, DeviceId device, Send send);

  /// Entries backwards from the newest, only those that the account may read.
  Reply<Paged> page(AccountId account, ConversationId conversation, PageWanted wanted);

  /// What the commit at `sequence` came with for those who join by it: an encoded CommitAttachment.
  Reply<Bytes> welcome(AccountId account, ConversationId conversation, long sequence);

  Reply<NewestGroupInfo> groupInfo(AccountId account, ConversationId conversation);

  /// What only groups have.
  Groups groups();
}
