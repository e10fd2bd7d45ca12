package dev.godwit.device.group;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Cursors;
import dev.godwit.device.conversation.DirectConversation;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.conversation.GroupRecord.Since;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.trust.Names;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Group;
import dev.godwit.mls.Member;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceCertificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who is in a group, and what kind of conversation that makes it.
final class Membership {
  private final Trust trust;
  private final Cursors cursors;
  private final GroupRecords records;
  private final Names names;

  Membership(Trust trust, Cursors cursors, GroupRecords records, Names names) {
    this.trust = trust;
    this.cursors = cursors;
    this.records = records;
    this.names = names;
  }

  /// Whether members with valid certificates may be in this conversation.
  boolean isRightFor(ConversationState state, List<Member> members) {
    return !state.isDirect()
        || accounts(members).stream()
            .allMatch(account -> account.equals(self()) || account.equals(state.peer()));
  }

  /// Takes the members of a group that was joined or made.
  void adopt(ConversationState state, Group group) {
    List<Member> members = group.members();
    Set<AccountId> accounts = meet(members);
    classify(state, group, accounts);
    take(state, accounts);
    forgetWhoIsOut(state, members);
    takeOutRevoked(state, members);
  }

  /// What departed in an earlier time of this device may have been taken out since.
  private void forgetWhoIsOut(ConversationState state, List<Member> members) {
    if (records.isKnown(state.id())) {
      GroupRecord record = records.find(state.id());
      record.keepDeparted(Leaves.of(members, trust.leaves())::has);
      records.save(state.id(), record);
    }
  }

  /// A device that its account has revoked is taken out before anything is said.
  void takeOutRevoked(ConversationState state, List<Member> members) {
    List<DeviceCertificate> revoked =
        members.stream()
            .map(trust.leaves()::certificate)
            .filter(c -> trust.revocations().isRevoked(c.account(), c.device()))
            .toList();
    if (!revoked.isEmpty()) {
      GroupRecord record = records.find(state.id());
      revoked.forEach(c -> record.revoked(c.account(), List.of(c.device())));
      records.save(state.id(), record);
    }
  }

  /// Takes what a commit has changed.
  void changed(ConversationState state, Group group, List<Member> added) {
    Set<AccountId> met = meet(added);
    assert state.isDirect() || met.size() <= group.members().size();
    take(state, state.isDirect() ? accounts(group.members()) : Set.of());
  }

  /// Somebody is no member any more.
  void departed(ConversationState state) {
    if (!state.isDirect()) {
      take(state, Set.of());
    }
  }

  /// Those who come in have seen what was there before them, as far as ticks go.
  private void take(ConversationState state, Set<AccountId> accounts) {
    Map<AccountId, Long> members = new TreeMap<>();
    if (state.isDirect()) {
      accounts.forEach(account -> members.put(account, 0L));
    } else {
      GroupRecord record = records.find(state.id());
      record.members().forEach((account, since) -> members.put(account, since.sequence()));
      names.welcome(state.id(), members.keySet(), members.size());
    }
    cursors.members(state, members);
  }

  /// Remembers the members' identities; answers their accounts.
  private Set<AccountId> meet(List<Member> members) {
    Set<AccountId> accounts = new TreeSet<>();
    for (Member member : members) {
      DeviceCertificate certificate = trust.leaves().certificate(member);
      trust.identities().meet(certificate.account(), certificate.identityKey());
      accounts.add(certificate.account());
    }
    return accounts;
  }

  /// Takes the members of a group in which the other one of a direct conversation has no device.
  ///
  /// @param roster accounts, as the node says; who it is shows in the conversation's id
  /// @return whether the other one is among them
  boolean adopt(ConversationState state, Group group, Collection<AccountId> roster) {
    findPeer(state, roster);
    if (state.isDirect()) {
      adopt(state, group);
    }
    return state.isDirect();
  }

  /// What only two accounts share may be the direct conversation of both. Where this account alone
  /// has devices and there are no roles it is one as well, and remains to be seen with whom.
  private void classify(ConversationState state, Group group, Set<AccountId> accounts) {
    if (!state.isDirect() && accounts.size() <= 2) {
      findPeer(state, accounts);
    }
    boolean isPeerUnknown = accounts.equals(Set.of(self())) && !Charter.isThere(group);
    if (!state.isDirect() && !isPeerUnknown) {
      becomeGroup(state, accounts);
    }
  }

  private void findPeer(ConversationState state, Collection<AccountId> among) {
    among.stream()
        .filter(other -> isWith(other, state))
        .findFirst()
        .ifPresent(peer -> becomeDirect(state, peer));
  }

  private boolean isWith(AccountId other, ConversationState state) {
    return DirectConversation.id(trust.crypto(), self(), other).equals(state.id());
  }

  private void becomeDirect(ConversationState state, AccountId peer) {
    state.direct(peer);
    state.peerHandle(trust.identities().handleOf(peer));
  }

  private void becomeGroup(ConversationState state, Set<AccountId> accounts) {
    state.group();
    GroupRecord record = records.find(state.id());
    record.members().keySet().retainAll(accounts);
    accounts.stream()
        .filter(account -> !record.gone().contains(account))
        .forEach(account -> record.members().putIfAbsent(account, Since.UNKNOWN));
    records.save(state.id(), record);
  }

  private Set<AccountId> accounts(List<Member> members) {
    Set<AccountId> accounts = new TreeSet<>();
    members.forEach(member -> accounts.add(trust.leaves().certificate(member).account()));
    return accounts;
  }

  private AccountId self() {
    return trust.self().account();
  }
}
