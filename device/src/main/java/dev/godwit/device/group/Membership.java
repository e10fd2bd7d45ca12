package dev.godwit.device.group;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Cursors;
import dev.godwit.device.conversation.DirectConversation;
import dev.godwit.device.trust.LeafCheck;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Member;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceCertificate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Who is in a group, and what kind of conversation that makes it.
final class Membership {
  private final Trust trust;
  private final Cursors cursors;

  Membership(Trust trust, Cursors cursors) {
    this.trust = trust;
    this.cursors = cursors;
  }

  /// Whether these may be the members: each with a certificate that holds, and in a direct
  /// conversation the two accounts and no others.
  boolean isAcceptable(ConversationState state, List<Member> members, long nowSeconds) {
    LeafCheck leaves = trust.leaves();
    return members.stream()
            .allMatch(m -> leaves.isValid(m.credential(), m.signatureKey(), nowSeconds))
        && isRightFor(state, members);
  }

  /// Whether members with valid certificates may be in this conversation.
  boolean isRightFor(ConversationState state, List<Member> members) {
    return !state.isDirect() || Set.of(self(), state.peer()).containsAll(accounts(members));
  }

  /// Takes the members of a group that was joined, or that a commit has led to.
  void adopt(ConversationState state, List<Member> members) {
    Set<AccountId> accounts = accounts(members);
    for (Member member : members) {
      DeviceCertificate certificate = trust.leaves().certificate(member);
      trust.identities().meet(certificate.account(), certificate.identityKey());
    }
    classify(state, accounts);
    cursors.members(state.id(), accounts);
  }

  private void classify(ConversationState state, Set<AccountId> accounts) {
    if (state.isDirect()) {
      return;
    }
    accounts.stream()
        .filter(other -> DirectConversation.id(trust.crypto(), self(), other).equals(state.id()))
        .findFirst()
        .ifPresentOrElse(peer -> becomeDirect(state, peer), state::group);
  }

  private void becomeDirect(ConversationState state, AccountId peer) {
    state.direct(peer);
    state.peerHandle(trust.identities().handleOf(peer));
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
