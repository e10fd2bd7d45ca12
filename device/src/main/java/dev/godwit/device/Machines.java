package dev.godwit.device;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.conversation.Gaps;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.group.CommitReader;
import dev.godwit.device.group.Committer;
import dev.godwit.device.group.Departures;
import dev.godwit.device.group.GroupStore;
import dev.godwit.device.group.Groups;
import dev.godwit.device.group.Joining;
import dev.godwit.device.group.KeyPackageShelf;
import dev.godwit.device.group.Leavers;
import dev.godwit.device.group.Looks;
import dev.godwit.device.group.OwnCommits;
import dev.godwit.device.group.Requests;
import dev.godwit.device.group.Talk;
import dev.godwit.device.group.Unwinding;
import dev.godwit.device.intention.Intentions;
import dev.godwit.device.intention.Queue;
import dev.godwit.device.outbox.Outbox;
import dev.godwit.device.own.IdentityWatch;
import dev.godwit.device.own.Inviting;
import dev.godwit.device.own.OwnDevices;
import dev.godwit.device.own.Settings;
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
import dev.godwit.device.sync.Restores;
import dev.godwit.device.sync.Sender;
import dev.godwit.device.sync.Told;
import dev.godwit.device.trust.Names;
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
  final GroupRecords records;
  final Groups groups;
  final Looks looks;
  final KeyPackageShelf shelf;
  final Joining joining;
  final Leavers leavers;
  final Queue wanted;
  final Intentions intentions;
  final Gaps gaps;
  final Told told;
  final Receiver receiver;
  final Sender sender;
  final AccountLog accountLog;
  final Restores restores;
  final Presences presences;
  final Names names;
  final OwnDevices ownDevices;
  final Inviting inviting;
  final Settings settings;
  final IdentityWatch identityWatch;

  Machines(Self self, Crypto crypto, Draft draft) {
    this.draft = draft;
    trust = Trust.of(self, crypto, Groups.SETTINGS, draft);
    session = new Session(clock, draft);
    calls = new Calls(draft);
    Link link = new Link(session, calls, clock, crypto);
    conversations = new Conversations(crypto, self.account(), draft);
    outbox = new Outbox(self, conversations, draft);
    records = new GroupRecords(draft);
    names = new Names(trust.identities(), link, draft);
    groups = new Groups(trust, conversations.cursors(), records, names, draft);
    OwnCommits pending = new OwnCommits(clock, draft);
    looks = new Looks(trust, groups, records);
    shelf = new KeyPackageShelf(self, trust.mls(), calls, clock, draft);
    GroupStore store = new GroupStore(groups, records, pending);
    joining = new Joining(trust, link, conversations, store, shelf, outbox, draft);
    leavers = new Leavers(trust, link, conversations, store, looks, draft);
    gaps = new Gaps(clock, session, draft);
    told = new Told(link, conversations, draft);
    wanted = new Queue(conversations, draft);
    intentions =
        new Intentions(
            new Intentions.Around(trust, link, gaps, groups, records, joining, pending, draft),
            wanted);
    ownDevices = new OwnDevices(trust, draft);
    inviting = inviting(link, pending);
    settings = new Settings(trust, clock, conversations, outbox, draft);
    CommitReader commits = new CommitReader(trust, groups, records, joining, draft);
    Talk talk = talk(crypto);
    EntryReader reader =
        new EntryReader(
            conversations,
            trust,
            groups,
            joining,
            new EntryReader.Readers(commits, talk, intentions, settings),
            outbox,
            draft);
    receiver = new Receiver(conversations, gaps, new Parking(draft), reader, joining, groups, told);
    sender = new Sender(link, gaps, groups, joining, talk, outbox, draft);
    accountLog = new AccountLog(self, link, joining, ownDevices, conversations.recentIds(), draft);
    Unwinding unwinding = new Unwinding(conversations, store, joining);
    restores = new Restores(conversations, accountLog, receiver, unwinding, inviting, draft);
    presences = new Presences(conversations, session, draft);
    identityWatch = new IdentityWatch(trust, link, conversations, joining, draft);
  }

  private Inviting inviting(Link link, OwnCommits pending) {
    Committer committer = new Committer(trust, clock, groups, records, pending);
    Inviting.Parts parts = new Inviting.Parts(groups, committer, pending);
    return new Inviting(trust, link, conversations, parts, ownDevices, draft);
  }

  private Talk talk(Crypto crypto) {
    Departures departures = new Departures(trust, groups, records, looks, draft);
    Requests requests = new Requests(crypto, records, draft);
    return new Talk(trust, records, looks, departures, requests, outbox, draft);
  }

  /// Lets every part do what has become possible.
  void settle() {
    if (session.isCaughtUp()) {
      shelf.pump();
      identityWatch.pump();
      names.pump();
      trust.revocations().pump(clock.elapsedMillis());
    }
    identityWatch.tell();
    inviting.pump();
    settings.pump();
    for (ConversationState state : conversations.busy()) {
      joining.pump(state);
      leavers.pump(state);
      intentions.pump(state);
      receiver.pump(state);
      sender.pump(state);
      presences.pump(state);
      if (isIdle(state)) {
        conversations.rest(state.id());
      }
    }
  }

  private boolean isIdle(ConversationState state) {
    return outbox.isEmpty(state.id())
        && joining.isIdle(state)
        && leavers.isIdle(state)
        && intentions.isIdle(state)
        && receiver.isIdle(state);
  }

  /// What was to be sent belongs to the session that has ended.
  void onDisconnected() {
    draft.sendNothing();
    session.onDisconnected();
    gaps.onDisconnected();
    told.onDisconnected();
    sender.onDisconnected();
    joining.onDisconnected();
    leavers.onDisconnected();
    intentions.onDisconnected();
  }
}
