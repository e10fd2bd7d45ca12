package dev.godwit.testkit.sim;

import java.util.List;

/// Every guarantee, broken once.
final class Mutations {
  private static final String CONVERSATION = "dev.godwit.core.conversation.Conversation";
  private static final String ADMISSION = "dev.godwit.core.conversation.Admission";
  private static final String RECEIPTS = "dev.godwit.core.conversation.Receipts";
  private static final String OUTSIDE = "dev.godwit.core.conversation.OutsideEffects";
  private static final String BROKEN_CONVERSATION =
      "dev.godwit.core.conversation.BrokenConversation";
  private static final String FEED = "dev.godwit.core.session.Feed";
  private static final String FOLD = "dev.godwit.core.session.AccountFold";
  private static final String HOME = "dev.godwit.core.session.AccountHome";
  private static final String BROKEN_SESSION = "dev.godwit.core.session.BrokenSession";
  private static final String ACCOUNTS = "dev.godwit.core.routing.AccountShare";
  private static final String TURN = "dev.godwit.core.routing.Turn";
  private static final String UNCERTAIN = "dev.godwit.core.log.StoreException$Uncertain";
  private static final String KEPT = "dev.godwit.testkit.KeptLog";
  private static final String BROKEN_STORE = "dev.godwit.testkit.BrokenStore";
  private static final String LOOP = "dev.godwit.testkit.sim.SimWorker";
  private static final String BROKEN_SHELL = "dev.godwit.testkit.sim.BrokenShell";
  private static final String DEVICE_SHELL = "dev.godwit.testkit.sim.RealHost";
  private static final String OUTBOX = "dev.godwit.device.outbox.Outbox";
  private static final String RECEIVER = "dev.godwit.device.sync.Receiver";
  private static final String ENTRY_READER = "dev.godwit.device.sync.EntryReader";
  private static final String DEPARTURES = "dev.godwit.device.group.Departures";
  private static final String INVITING = "dev.godwit.device.own.Inviting";
  private static final String COMMITTER = "dev.godwit.device.group.Committer";
  private static final String ROSTER_CHECK = "dev.godwit.device.group.RosterCheck";
  private static final String CUTS = "dev.godwit.core.session.Cuts";
  private static final String UNWINDING = "dev.godwit.device.group.Unwinding";
  private static final String RESTORES = "dev.godwit.device.sync.Restores";
  private static final String SHELF = "dev.godwit.testkit.MemoryKeyPackages$Shelf";
  private static final String LINK = "dev.godwit.core.routing.Link";
  private static final String EDGES = "dev.godwit.core.routing.Edges";
  private static final String FLEET = "dev.godwit.core.routing.Fleet";
  private static final String DEVICE_NEWS = "dev.godwit.core.routing.DeviceNews";

  /// The place in the list of one that the first seed finds at once.
  static final int FIRST_FAST = 3;

  static final List<Mutation> ALL =
      List.of(
          nodes("what is past retention is told", drop(FEED, "takePage", "write")),
          nodes("what is past retention is passed over", drop(FEED, "takePage", "skipped")),
          nodes("what is past retention is noticed", drop(FEED, "takePage", "expiredThrough")),
          nodes(
              "nothing is acknowledged before it is synced",
              swap(LOOP, "persist", "collect", BROKEN_SHELL, "acksFirst")),
          nodes(
              "what was not synced is not durable",
              swap(LOOP, "finish", "sync", BROKEN_SHELL, "unsynced")),
          nodes("who is in a write takes nothing before its outcome", answer(TURN, "holds", 0)),
          nodes(
              "an entry is there after Sent",
              swap(KEPT, "append", "entries", BROKEN_STORE, "entries")),
          nodes(
              "a retry is known again", swap(ADMISSION, "of", "find", BROKEN_CONVERSATION, "find")),
          nodes(
              "entries are pushed in their order",
              swap(FEED, "takePage", "entries", BROKEN_SHELL, "reversed")),
          nodes("no entry is left out of a push", answer(FEED, "isNext", 1)),
          nodes("cursors never go back", drop(CONVERSATION, "onLoaded", "load")),
          nodes(
              "a receipt tells what happened",
              swap(RECEIPTS, "receipt", "of", BROKEN_CONVERSATION, "oneMore")),
          nodes(
              "a commit is for the epoch of the head",
              swap(CONVERSATION, "stage", "of/2", BROKEN_CONVERSATION, "takesLateCommits")),
          nodes(
              "a message is of one of the last epochs",
              swap(CONVERSATION, "stage", "of/2", BROKEN_CONVERSATION, "takesOldMessages")),
          nodes("no more than a window is in flight", answer(FEED, "hasRoom", 1)),
          nodes(
              "who was removed gets nothing more",
              swap(FOLD, "apply", "left", BROKEN_SESSION, "stays")),
          nodes(
              "of two homes the second gives way",
              swap(CONVERSATION, "onCommitted", "get", BROKEN_SHELL, "done")),
          nodes(
              "after a write of unknown outcome the log decides",
              answer(UNCERTAIN, "mayHaveHappened", 0)),
          nodes(
              "what a commit causes outlives a crash",
              swap(OUTSIDE, "intentOf", "encode", BROKEN_CONVERSATION, "nothing")),
          nodes("what a commit causes comes into accounts' logs", answer(FOLD, "has", 1)),
          nodes(
              "who is caught up has all that was there",
              new Edit.Field(FEED, "tellCaughtUp", "helloLines", 0)),
          nodes(
              "who is out says nothing",
              new Edit.Drop(ADMISSION, "ofMember", "contains", 1),
              answer(ADMISSION, "hasPlace", 1)),
          nodes("a node says where logs ended", answer(CUTS, "end", Integer.MAX_VALUE)),
          nodes("a displaced session hears nothing more", drop(HOME, "onOpened", "forEach")),
          nodes(
              "presence is for those who share a conversation",
              new Edit.Drop(ACCOUNTS, "watch", "isMember", 1)),
          nodes("typing is for members", new Edit.Drop(CONVERSATION, "onTyping", "contains", 1)),
          nodes("a gap of the bus is noticed", answer(LINK, "isBehindAGap", 0)),
          nodes("a late letter is not taken", answer(LINK, "isLate", 0)),
          nodes(
              "a home that moved ends its sessions",
              answer(ACCOUNTS, "onHomesMoved", 0),
              answer(EDGES, "onHomesMoved", 0)),
          nodes("what was lost on the bus is looked up", answer(FLEET, "onTroubled", 0)),
          nodes("an account looks before it serves", drop(ACCOUNTS, "onOpened", "lookAgain")),
          chats(
              "a device stores before it acknowledges",
              swap(DEVICE_SHELL, "apply", "apply", BROKEN_SHELL, "forgetsSteps")),
          chats("homes of others that moved are heard of", answer(FLEET, "onOthersMoved", 0)),
          chats("the outbox outlives a crash", drop(OUTBOX, "add", "put/2")),
          chats("a device shows an entry once", drop(RECEIVER, "takeEntry", "save")),
          chats("what happens to devices outlives a crash", answer(DEVICE_NEWS, "tellAgain", 0)),
          chats("a revoked device is taken out", drop(DEPARTURES, "read", "revoked")),
          chats("a new device comes into all conversations", answer(INVITING, "visitAll", 0)),
          chats(
              "who was removed has no keys any more",
              drop(COMMITTER, "places", "addAll"),
              answer(ROSTER_CHECK, "agrees", 1)),
          chats(
              "a revoked device says nothing more",
              answer(HOME, "onRevoked", 0),
              drop(HOME, "admit", "isRevoked"),
              answer(ADMISSION, "hasPlace", 1)),
          nodes("nobody is let in beside what departed", answer(ADMISSION, "leavesDeparted", 0)),
          chats("a key package is used once, also after a restore", answer(SHELF, "claimAll", 0)),
          chats("devices notice a restore", answer(RESTORES, "on", 0)),
          chats(
              "keys of a lost history are not used",
              answer(UNWINDING, "forget", 0),
              answer(UNWINDING, "joinAnew", 0)),
          households(
              "who goes on with an old copy joins anew", answer(ENTRY_READER, "foundOldCopy", 0)),
          households("what cannot be read is shown", drop(ENTRY_READER, "lose", "show")));

  private Mutations() {}

  private static Mutation nodes(String guarantee, Edit... edits) {
    return new Mutation(guarantee, Kind.NODES, List.of(edits));
  }

  private static Mutation chats(String guarantee, Edit... edits) {
    return new Mutation(guarantee, Kind.CHATS, List.of(edits));
  }

  private static Mutation households(String guarantee, Edit... edits) {
    return new Mutation(guarantee, Kind.HOUSEHOLDS, List.of(edits));
  }

  private static Edit drop(String target, String method, String callee) {
    return new Edit.Drop(target, method, callee, 0);
  }

  private static Edit swap(String target, String method, String callee, String to, String name) {
    return new Edit.Swap(target, method, callee, to, name);
  }

  private static Edit answer(String target, String method, int number) {
    return new Edit.Answer(target, method, number);
  }
}
