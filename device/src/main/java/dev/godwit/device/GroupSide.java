package dev.godwit.device;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.GroupDetails;
import dev.godwit.device.content.Invitation;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Cursors;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.conversation.GroupRecord.Since;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.roster.InvitationProof;
import dev.godwit.device.roster.Roles;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.GroupView;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.AskReceipts;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the person does with groups.
final class GroupSide {
  private static final int ID_BYTES = 16;

  private final Machines machines;

  GroupSide(Machines machines) {
    this.machines = machines;
  }

  /// The details stand in the commit's place of the log, and are told to those it adds.
  ConversationId create(List<AccountId> accounts, GroupDetails details, GroupSettings settings) {
    ConversationId id = ConversationId.of(random());
    ConversationState state = machines.conversations.findOrMake(id);
    state.group();
    GroupRecord record = machines.records.find(id);
    record.details(details);
    machines.records.save(id, record);
    state.looks(details.name(), dev.godwit.wire.Role.OWNER, 1);
    state.touch(machines.clock.serverMillis());
    machines.conversations.save(state);
    AccountId self = machines.trust.self().account();
    List<AccountId> others = accounts.stream().distinct().filter(a -> !a.equals(self)).toList();
    want(id, new Intention.Create(others, settings));
    return id;
  }

  /// Whoever leaves a group that is held need not decide about the change that was refused: it is
  /// joined once more, to say goodbye in its present keys.
  EntryId want(ConversationId conversation, Intention intention) {
    EntryId id = EntryId.of(random());
    if (intention instanceof Intention.Leave) {
      letGoOn(conversation);
    }
    machines.wanted.add(conversation, id, intention);
    machines.conversations.wake(conversation);
    machines.settle();
    return id;
  }

  Optional<GroupView> view(ConversationId conversation) {
    return machines.conversations.find(conversation).filter(s -> s.isGroup()).map(this::view);
  }

  private GroupView view(ConversationState state) {
    GroupRecord record = machines.records.find(state.id());
    learn(state, record);
    Roles roles = machines.looks.roles(state);
    GroupDetails details = record.details();
    return new GroupView(
        state.id(),
        details.name(),
        details.description(),
        details.picture(),
        roles.settings(),
        roles.of(machines.trust.self().account()),
        members(state, record, roles),
        requests(record),
        state.isHeld());
  }

  /// What is about to be shown and is not known yet: names, and since when those are members who
  /// were there before this device.
  private void learn(ConversationState state, GroupRecord record) {
    machines.names.want(state.id(), record.members().keySet());
    machines.names.want(state.id(), record.requests().keySet());
    if (record.members().containsValue(Since.UNKNOWN)) {
      machines.names.list(state.id());
    }
  }

  private List<GroupView.Member> members(ConversationState state, GroupRecord record, Roles roles) {
    Map<AccountId, Cursors.Standing> standings =
        machines.conversations.cursors().standings(state.id());
    Cursors.Standing own = new Cursors.Standing(state.position(), state.readThrough());
    List<GroupView.Member> members = new ArrayList<>();
    for (Map.Entry<AccountId, Since> each : record.members().entrySet()) {
      AccountId account = each.getKey();
      Cursors.Standing standing = standings.getOrDefault(account, own);
      members.add(
          new GroupView.Member(
              account,
              machines.trust.identities().handleOf(account),
              roles.of(account),
              each.getValue().sequence(),
              each.getValue().timeMillis(),
              standing.delivered(),
              standing.read()));
    }
    return members;
  }

  private List<GroupView.Request> requests(GroupRecord record) {
    return record.requests().entrySet().stream()
        .map(
            each ->
                new GroupView.Request(
                    each.getKey(),
                    machines.trust.identities().handleOf(each.getKey()),
                    each.getValue().timeMillis()))
        .toList();
  }

  /// Forgets a request that an admin has refused at the node.
  void refuse(ConversationId conversation, AccountId account) {
    GroupRecord record = machines.records.find(conversation);
    record.refused(account);
    machines.records.save(conversation, record);
  }

  void askReceipts(ConversationId conversation) {
    if (machines.session.isOpen()) {
      machines.draft.send(new AskReceipts(conversation));
    }
  }

  /// Tells the members the key of a link that the node has made.
  void invite(
      ConversationId conversation, String link, Bytes secret, boolean approval, long expires) {
    Bytes key = InvitationProof.key(machines.trust.crypto(), secret);
    say(conversation, new Content.Invited(new Invitation(link, key, approval, expires)));
  }

  void revoke(ConversationId conversation, String link) {
    say(conversation, new Content.InvitationRevoked(link));
  }

  /// The members know the link then; what is said waits in the outbox as every message does.
  private void say(ConversationId conversation, Content content) {
    EntryId id = EntryId.of(random());
    machines.outbox.add(conversation, id, content, machines.clock.serverMillis());
    machines.settle();
  }

  Bytes proof(ConversationId conversation, Bytes secret) {
    Bytes key = InvitationProof.key(machines.trust.crypto(), secret);
    AccountId self = machines.trust.self().account();
    return InvitationProof.of(machines.trust.crypto(), key, conversation, self);
  }

  /// Believes what a refused change has led to: joins anew.
  void letGoOn(ConversationId conversation) {
    machines
        .conversations
        .find(conversation)
        .filter(ConversationState::isHeld)
        .ifPresent(
            state -> {
              state.hold(false);
              machines.conversations.save(state);
              machines.joining.repair(state);
              machines.settle();
            });
  }

  /// Whether the conversation was left and is forgotten now.
  boolean forget(ConversationId conversation) {
    boolean left =
        machines
            .conversations
            .find(conversation)
            .filter(state -> state.standing() == Standing.LEFT)
            .isPresent();
    if (left) {
      machines.records.forget(conversation);
      machines.conversations.forget(conversation);
    }
    return left;
  }

  private Bytes random() {
    return Bytes.owned(machines.trust.crypto().random(ID_BYTES));
  }
}
