package dev.godwit.device.group;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.RefusalReason;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Group;
import dev.godwit.mls.MlsException;
import dev.godwit.mls.Received;
import dev.godwit.mls.Rule;
import dev.godwit.mls.StagedCommit;
import dev.godwit.wire.Entry;
import java.util.Optional;

/// Follows the commits of others, after looking at what they do: a commit that is not what its
/// entry claims, or that lets somebody in who may not, is not followed.
public final class CommitReader {
  private final Trust trust;
  private final Groups groups;
  private final Joining joining;
  private final Draft draft;
  private final RosterCheck roster;

  public CommitReader(Trust trust, Groups groups, Joining joining, Draft draft) {
    this.trust = trust;
    this.groups = groups;
    this.joining = joining;
    this.draft = draft;
    this.roster = new RosterCheck(trust.leaves());
  }

  public void read(ConversationState state, Entry entry) {
    Optional<Group> group = groups.find(state.id());
    if (group.isEmpty()) {
      joining.repair(state);
    } else if (entry.epoch() == group.get().epoch()) {
      follow(state, group.get(), entry);
    } else if (entry.epoch() > group.get().epoch()) {
      refuse(state, entry, RefusalReason.WRONG_EPOCH);
    }
  }

  private void follow(ConversationState state, Group group, Entry entry) {
    try {
      Received received = group.process(entry.payload().toArray(), entry.time() / 1_000);
      if (received instanceof StagedCommit commit && agrees(state, group, commit, entry)) {
        group.apply(commit);
        groups.save(state.id(), group);
        groups.membership().adopt(state, group.members());
      } else {
        forgetProposals(group);
        refuse(state, entry, RefusalReason.ROSTER_MISMATCH);
      }
    } catch (MlsException e) {
      RefusalReason reason = reason(e.rule());
      state.identityChanged(reason == RefusalReason.IDENTITY_CHANGED || state.isIdentityChanged());
      refuse(state, entry, reason);
    }
  }

  private boolean agrees(ConversationState state, Group group, StagedCommit commit, Entry entry) {
    return roster.agrees(commit.summary(), entry, group.members())
        && groups.membership().isRightFor(state, commit.summary().added());
  }

  /// The entry was no commit but a proposal, which nobody may slip in.
  private static void forgetProposals(Group group) {
    group.proposals().forEach(kept -> group.forget(kept.reference()));
  }

  private RefusalReason reason(Rule rule) {
    return switch (rule) {
      case CREDENTIAL_REFUSED, CREDENTIAL_NOT_SUCCESSOR -> trust.leaves().takeRefusal();
      case WRONG_EPOCH, EPOCH_NOT_KEPT -> RefusalReason.WRONG_EPOCH;
      default -> RefusalReason.NOT_AUTHENTIC;
    };
  }

  private void refuse(ConversationState state, Entry entry, RefusalReason reason) {
    if (state.standing() != Standing.REPAIRING) {
      draft.tell(new Event.CommitRefused(state.id(), entry.sequence(), reason));
      joining.repair(state);
    }
  }
}
