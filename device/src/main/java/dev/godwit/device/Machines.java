package dev.godwit.device;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.conversation.Gaps;
import dev.godwit.device.group.CommitReader;
import dev.godwit.device.group.Groups;
import dev.godwit.device.group.Joining;
import dev.godwit.device.group.KeyPackageShelf;
import dev.godwit.device.outbox.Outbox;
import dev.godwit.device.session.Calls;
import dev.godwit.device.session.Clock;
import dev.godwit.device.session.Link;
import dev.godwit.device.session.Session;
import dev.godwit.device.step.Draft;
import dev.godwit.device.sync.AccountLog;
import dev.godwit.device.sync.EntryReader;
import dev.godwit.device.sync.Parking;
import dev.godwit.device.sync.Presences;
import dev.godwit.device.sync.Receiver;
import dev.godwit.device.sync.Sender;
import dev.godwit.device.sync.Told;
import dev.godwit.device.trust.Self;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.crypto.Crypto;

/// The parts of a device, put together.
final class Machines {
  final Draft draft;
  final Trust trust;
  final Clock clock = new Clock();
  final Session session;
  final Calls calls;
  final Conversations conversations;
  final Outbox outbox;
  final KeyPackageShelf shelf;
  final Joining joining;
  final Gaps gaps;
  final Told told;
  final Receiver receiver;
  final Sender sender;
  final AccountLog accountLog;
  final Presences presences;

  Machines(Self self, Crypto crypto, Draft draft) {
    this.draft = draft;
    trust = Trust.of(self, crypto, Groups.SETTINGS, draft);
    session = new Session(clock, draft);
    calls = new Calls(draft);
    Link link = new Link(session, calls, clock);
    conversations = new Conversations(self.account(), draft);
    outbox = new Outbox(self, conversations, draft);
    Groups groups = new Groups(trust, conversations.cursors(), draft);
    shelf = new KeyPackageShelf(self, trust.mls(), calls, clock, draft);
    joining = new Joining(trust, link, conversations, groups, shelf, outbox, draft);
    gaps = new Gaps(clock, session, draft);
    told = new Told(link, conversations, draft);
    CommitReader commits = new CommitReader(trust, groups, joining, draft);
    EntryReader reader = new EntryReader(trust, groups, joining, commits, outbox, draft);
    receiver = new Receiver(conversations, gaps, new Parking(draft), reader, joining, told);
    sender = new Sender(link, gaps, groups, joining, outbox, draft, crypto);
    accountLog = new AccountLog(self, link, joining, conversations.recentIds(), draft);
    presences = new Presences(conversations, session, draft);
  }

  /// Lets every part do what has become possible.
  void settle() {
    if (session.isCaughtUp()) {
      shelf.pump();
    }
    for (ConversationState state : conversations.busy()) {
      joining.pump(state);
      receiver.pump(state);
      sender.pump(state);
      presences.pump(state);
      if (outbox.isEmpty(state.id()) && joining.isIdle(state) && receiver.isIdle(state)) {
        conversations.rest(state.id());
      }
    }
  }

  void onDisconnected() {
    session.onDisconnected();
    gaps.onDisconnected();
    told.onDisconnected();
    sender.onDisconnected();
    joining.onDisconnected();
  }
}
