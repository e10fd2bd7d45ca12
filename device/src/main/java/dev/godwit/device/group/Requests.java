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
import java.util.Map;
import java.util.Optional;

/// Follows requests to be let into a group by an invitation link. Only who shows that the link was
/// given to them is let in without an admin: the node could make up a request, but not that.
public final class Requests {
  /// What came with requests by links that this device does not know yet.
  private static final String PREFIX = "claim/";

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
    Bytes claim = entry.needsApproval() ? Bytes.EMPTY : entry.payload();
    boolean invited = isInvited(state, record, account, entry.time(), claim);
    record.requested(account, new GroupRecord.Request(entry.sequence(), entry.time(), invited));
    records.save(state.id(), record);
    if (!invited && !claim.isEmpty()) {
      draft.put(key(state, account), claim);
    }
    if (entry.needsApproval()) {
      List<GroupChange> line = List.of(new GroupChange.JoinRequested(account));
      lines.show(state, entry.sequence(), entry.id(), entry.time(), account, line);
    }
    draft.tell(new Event.GroupChanged(state.id()));
  }

  /// Links became known: who asked by one before is looked at again.
  void again(ConversationState state) {
    GroupRecord record = records.find(state.id());
    for (Map.Entry<String, Bytes> kept : draft.scan(key(state)).entrySet()) {
      AccountId account = AccountId.parse(kept.getKey().substring(key(state).length()));
      Optional<GroupRecord.Request> open = record.request(account);
      boolean invited =
          open.isPresent()
              && isInvited(state, record, account, open.get().timeMillis(), kept.getValue());
      if (invited) {
        record.requested(account, open.get().proven());
      }
      if (invited || open.isEmpty()) {
        draft.delete(kept.getKey());
      }
    }
    records.save(state.id(), record);
  }

  private static String key(ConversationState state) {
    return PREFIX + state.id() + "/";
  }

  private static String key(ConversationState state, AccountId account) {
    return key(state) + account;
  }

  private boolean isInvited(
      ConversationState state, GroupRecord record, AccountId account, long time, Bytes claim) {
    return InvitationProof.linkOf(claim)
        .flatMap(record::invitation)
        .filter(invitation -> !invitation.approval() && time <= invitation.expiresMillis())
        .filter(invitation -> isProven(invitation, state, account, claim))
        .isPresent();
  }

  private boolean isProven(
      Invitation invitation, ConversationState state, AccountId account, Bytes claim) {
    Bytes proof = InvitationProof.of(crypto, invitation.key(), state.id(), account);
    return InvitationProof.proofOf(claim).equals(Optional.of(proof));
  }
}
