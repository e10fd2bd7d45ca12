package dev.godwit.testkit.sim;

import dev.godwit.core.conversation.ConversationState;
import dev.godwit.core.conversation.DirectConversation;
import dev.godwit.core.conversation.Member;
import dev.godwit.core.log.LogId;
import dev.godwit.device.content.Content;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.GroupView;
import dev.godwit.device.step.Message;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What has to be so on real devices when everything works again: every device of every member
/// shows the same, from where it came in, and nobody else has a place.
final class ChatJudgement {
  private final MemoryLogs logs;
  private final Ledger ledger;
  private final Judge judge;
  private final Witness witness;
  private final List<RealHost> hosts;

  ChatJudgement(Stage stage, Witness witness, List<RealHost> hosts) {
    this.logs = stage.logs();
    this.ledger = stage.ledger();
    this.judge = stage.judge();
    this.witness = witness;
    this.hosts = hosts;
  }

  /// What is not as it has to be in the end, in words.
  List<String> unsettled() {
    List<String> all = new ArrayList<>();
    if (!logs.intents(1).isEmpty()) {
      all.add("intents are left");
    }
    Set<AccountId> stuck = new HashSet<>();
    for (ConversationId conversation : ledger.conversations()) {
      ConversationState state =
          ConversationState.decode(logs.keptState(LogId.of(conversation)).snapshot());
      if (isDead(state)) {
        state.roster().members().forEach(member -> stuck.add(member.account()));
      } else {
        living().forEach(host -> unsettled(host, conversation, state, all));
      }
    }
    living().stream()
        .filter(host -> !stuck.contains(host.account()))
        .forEach(host -> unsettled(host, all));
    return all;
  }

  /// Every device that had keys was revoked before another one came in; see INTENTIONAL.
  private static boolean isDead(ConversationState state) {
    return state.roster().members().stream().allMatch(member -> member.devices().isEmpty());
  }

  private List<RealHost> living() {
    return hosts.stream().filter(host -> !host.hasEnded()).toList();
  }

  private static void unsettled(RealHost host, List<String> all) {
    int messages = host.device().waiting();
    int changes = host.device().wanted();
    long conversations = host.device().devices().left();
    if (messages + changes + conversations > 0) {
      all.add(
          host.id()
              + (" waits with " + messages + " messages, " + changes + " changes, ")
              + (conversations + " conversations"));
    }
  }

  private void unsettled(
      RealHost host, ConversationId conversation, ConversationState state, List<String> all) {
    Optional<Member> member = state.roster().member(host.account());
    if (member.isPresent()) {
      isIn(host, conversation, state, all);
    } else {
      boolean out =
          host.store()
              .conversation(conversation)
              .map(row -> row.standing() == Standing.LEFT)
              .orElse(true);
      say(!out, host, conversation, "has not noticed that it is out", all);
    }
  }

  private static void say(
      boolean wrong, RealHost host, ConversationId conversation, String what, List<String> all) {
    if (wrong) {
      all.add(host.id() + " in " + conversation + " " + what);
    }
  }

  private void isIn(
      RealHost host, ConversationId conversation, ConversationState state, List<String> all) {
    Set<DeviceId> right = new HashSet<>();
    state.roster().members().forEach(each -> right.addAll(each.devices()));
    boolean strange =
        hosts.stream()
            .filter(other -> !right.contains(other.id()))
            .anyMatch(other -> host.device().devices().isIn(conversation, other.id()));
    say(strange, host, conversation, "gives keys to a device that has no part in it", all);
    if (isOwn(host, conversation)) {
      return;
    }
    Optional<Conversation> row = host.store().conversation(conversation);
    boolean open = row.filter(there -> there.standing() == Standing.OPEN).isPresent();
    say(!open, host, conversation, "is not open but " + row.map(Conversation::standing), all);
    if (!open) {
      return;
    }
    long head = logs.keptState(LogId.of(conversation)).head();
    say(row.get().head() != head, host, conversation, "is not at " + head, all);
    showsAll(host, conversation, all);
    if (state.kind() == ConversationKind.GROUP) {
      agrees(host, conversation, state, all);
    } else {
      hasTicks(host, row.get(), all);
    }
  }

  /// What the own devices say among themselves has no row.
  private static boolean isOwn(RealHost host, ConversationId conversation) {
    return DirectConversation.idOf(host.account(), host.account()).equals(conversation);
  }

  /// Everything that anybody showed, from where this device came in, and each thing once. What a
  /// device finds out by itself of who came and went, nobody said at its sequence.
  private void showsAll(RealHost host, ConversationId conversation, List<String> all) {
    long from = witness.seesFrom(host.id(), conversation);
    Set<Long> mine = new TreeSet<>();
    Set<Long> said = new HashSet<>();
    Set<Long> missed = new TreeSet<>();
    for (Message row : host.store().history(conversation)) {
      if (witness.isLost(row)) {
        continue;
      }
      if (row.sequence() > from && row.content() instanceof Content.Lost) {
        missed.add(row.sequence());
      } else if (row.sequence() > from) {
        mine.add(row.sequence());
        boolean once = row.account().isNone() || said.add(row.sequence()) || isChange(row);
        judge.isTrue(once, "nothing is shown twice", row);
      }
    }
    Set<Long> missing = new TreeSet<>(witness.shown(conversation).keySet());
    missing.removeIf(sequence -> sequence <= from || mine.contains(sequence));
    missing.removeIf(s -> witness.wasSetBack(host.id()) && missed.contains(s));
    missing.removeIf(s -> !ledger.wasIn(host.id(), conversation, s));
    say(!missing.isEmpty(), host, conversation, "does not show " + missing + " from " + from, all);
  }

  private static boolean isChange(Message row) {
    return row.content() instanceof Content.Changed;
  }

  private static void agrees(
      RealHost host, ConversationId conversation, ConversationState state, List<String> all) {
    Map<AccountId, Role> roles = new HashMap<>();
    state.roster().members().forEach(member -> roles.put(member.account(), member.role()));
    Map<AccountId, Role> known = new HashMap<>();
    Optional<GroupView> view = host.does(device -> device.group(conversation, host.now()));
    view.ifPresent(group -> group.members().forEach(m -> known.put(m.account(), m.role())));
    say(!roles.equals(known), host, conversation, "knows " + known + " of " + roles, all);
    say(view.filter(GroupView::held).isPresent(), host, conversation, "is held", all);
  }

  /// The newest own message that nodes still have has reached the other account, when that has a
  /// device.
  private void hasTicks(RealHost host, Conversation row, List<String> all) {
    long newest =
        host.store().history(row.id()).stream()
            .filter(message -> message.device().equals(host.id()))
            .filter(message -> message.content() instanceof Content.Text)
            .filter(message -> !witness.isLost(message))
            .mapToLong(Message::sequence)
            .max()
            .orElse(0);
    boolean delivered =
        living().stream()
            .filter(other -> other.account().equals(row.peer()))
            .anyMatch(other -> witness.seesFrom(other.id(), row.id()) < newest);
    boolean missing = delivered && row.deliveredThrough() < newest;
    say(missing, host, row.id(), "misses ticks of " + newest, all);
  }
}
