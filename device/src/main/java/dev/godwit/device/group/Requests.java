package dev.godwit.device.group;

import dev.godwit.device.content.GroupChange;
import dev.godwit.device.content.Invitation;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.roster.InvitationProof;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Entry;
import java.util.List;
import java.util.Optional;

/// Follows requests to be let into a group by an invitation link. Only who shows that the link was
/// given to them is let in without an admin: the node could make up a request, but not that.
public final class Requests {
  private final Crypto crypto;
  private final GroupRecords records;
  private final Lines lines;
  private final Draft draft;

  public Requests(Crypto crypto, GroupRecords records, Draft draft) {
    this.crypto = crypto;
    this.records = records;
    this.lines = new Lines(draft);
    this.draft = draft;
  }

  public void read(ConversationState state, Entry entry) {
    GroupRecord record = records.find(state.id());
    AccountId account = entry.account();
    if (!state.isGroup() || record.isMember(account)) {
      return;
    }
    boolean invited =
        find(record, entry)
            .filter(invitation -> !invitation.approval() && !entry.needsApproval())
            .filter(invitation -> entry.time() <= invitation.expiresMillis())
            .filter(invitation -> isProven(invitation, state, entry))
            .isPresent();
    record.requested(account, new GroupRecord.Request(entry.sequence(), entry.time(), invited));
    records.save(state.id(), record);
    if (entry.needsApproval()) {
      List<GroupChange> line = List.of(new GroupChange.JoinRequested(account));
      lines.show(state, entry.sequence(), entry.id(), entry.time(), account, line);
    }
    draft.tell(new Event.GroupChanged(state.id()));
  }

  private static Optional<Invitation> find(GroupRecord record, Entry entry) {
    return InvitationProof.linkOf(entry.payload()).flatMap(record::invitation);
  }

  private boolean isProven(Invitation invitation, ConversationState state, Entry entry) {
    Bytes proof = InvitationProof.of(crypto, invitation.key(), state.id(), entry.account());
    return InvitationProof.proofOf(entry.payload()).equals(Optional.of(proof));
  }
}
