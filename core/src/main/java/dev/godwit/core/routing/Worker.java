package dev.godwit.core.routing;

import dev.godwit.core.conversation.Ask;
import dev.godwit.core.conversation.LinkId;
import dev.godwit.core.conversation.LobbyRequest;
import dev.godwit.core.log.Appended;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.Intent;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.StoreException;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Send;
import java.util.List;
import java.util.Optional;

/// One worker: the single writer of its share of conversations and accounts.
///
/// The shell calls, always from one thread: [#on] for each input that has arrived, then [#collect]
/// for what must be durable, commits it by one write, then [#committed] (or [#failed]), which lets
/// out the acks and pushes of that batch through [Outputs]. Nothing that depends on a write leaves
/// before it is durable. An empty batch is committed at once.
///
/// While a batch is under way inputs may be given, followed by [#flush], but neither [#tick] nor
/// [#collect] may be called: who has nothing in the batch goes on, what comes for the others waits
/// here for the outcome. The shell bounds how much that is.
///
/// With a [Bus] it works together with the workers of other nodes: each takes what its own node
/// gets, and passes on what is at home elsewhere. What comes over the bus is done where it arrives,
/// whoever is home: that is harmless, and nothing goes in circles.
public final class Worker {
  /// How often time is let pass.
  public static final int TICK_MILLIS = 100;

  private final Outputs outputs;
  private final Mistakes mistakes;
  private final Homes homes;
  private final Links links;
  private final Mail mail;
  private final Edges edges;
  private final Fleet fleet;
  private final Reads reads;
  private final Turn turn;
  private final ConversationShare conversations;
  private final AccountShare accounts;

  /// A worker of a node that is alone.
  public Worker(int index, Topology topology, WorkerConfig config, Outputs outputs) {
    this(new Homes(new Seat(0, index), topology, false), (_, _) -> {}, 1, config, outputs);
  }

  /// A worker of one of several nodes. It is alone until it gets a [View] of them.
  ///
  /// @param run larger after each start of the node
  public Worker(
      Seat seat, Topology topology, WorkerConfig config, Outputs outputs, Bus bus, long run) {
    this(new Homes(seat, topology, true), bus, run, config, outputs);
  }

  private Worker(Homes homes, Bus bus, long run, WorkerConfig config, Outputs outputs) {
    this.homes = homes;
    this.outputs = outputs;
    this.mistakes = new Mistakes(outputs);
    this.links = new Links(homes, bus, run);
    this.mail = new Mail(homes, links, outputs);
    this.edges = new Edges(mail, outputs);
    this.turn = new Turn(mistakes);
    this.reads = new Reads(turn, outputs);
    this.conversations = new ConversationShare(mail, reads, turn, outputs, config);
    this.accounts = new AccountShare(mistakes, mail, reads, turn, edges, config);
    this.fleet = new Fleet(mail, links, edges, accounts, conversations);
  }

  /// Takes one input; effects that need no durability go out at once.
  public void on(Input input, long nowMillis) {
    mistakes.guard(() -> take(input, nowMillis));
    drain(nowMillis);
  }

  private void take(Input input, long nowMillis) {
    switch (input) {
      case Input.SessionOpened opened -> {
        if (!edges.passes(opened)) {
          accounts.onOpened(opened, nowMillis);
        }
      }
      case Input.FrameReceived received -> {
        if (!edges.passes(received)) {
          accounts.onFrame(received, nowMillis);
        }
      }
      case Input.DeviceHeard heard -> {
        if (!edges.passes(heard)) {
          accounts.onHeard(heard, nowMillis);
        }
      }
      case Input.SessionClosed closed -> {
        if (!edges.passes(closed)) {
          accounts.onClosed(closed, nowMillis);
        }
      }
      case Input.DeviceRevoked revoked -> {
        if (!edges.passes(revoked.account(), revoked)) {
          accounts.onRevoked(revoked, nowMillis);
        }
      }
      case Input.AccountEvent event -> {
        if (!edges.passes(event.account(), event)) {
          accounts.onEvent(event, nowMillis);
        }
      }
      case Input.IntentFound(var intent) -> onIntent(intent, nowMillis);
      case Input.Requested requested -> onRequested(requested);
      case Input.LobbyRequested requested -> onRequested(requested);
      case Input.ReadDone done -> reads.onDone(done, nowMillis);
      case Input.ViewChanged(var view) -> links.onView(view, fleet.at(nowMillis));
      case Input.LetterCame(var letter) -> onLetter(letter, nowMillis);
      case Input.Internal internal -> {
        assert internal instanceof Message : "internal inputs are made here only";
        take((Message) internal, nowMillis);
      }
    }
  }

  private void take(Message message, long nowMillis) {
    switch (message) {
      case Message.ToConversation to -> conversations.on(to, nowMillis);
      case Message.ToAccount to -> accounts.on(to, nowMillis);
      case Message.ToAccounts to -> accounts.on(to, nowMillis);
      case Message.Passed(var edge, var input) -> fleet.onPassed(edge, input, nowMillis);
      case Message.Written written -> edges.onWritten(written);
      case Message.Ended ended -> edges.onEnded(ended);
      case Message.RequestAnswered(var request, var frame) -> outputs.answer(request, frame);
      case Message.HomesMoved() -> fleet.at(nowMillis).onOthersMoved();
      case Message.Woken() -> {}
    }
  }

  /// What comes over the bus is done here, whoever is home.
  private void onLetter(Letter letter, long nowMillis) {
    if (links.onLetter(letter, fleet.at(nowMillis))) {
      for (Input.Internal message : letter.messages()) {
        mistakes.guard(() -> take(message, nowMillis));
      }
    }
  }

  /// The home's own sweep finds it as well.
  private void onIntent(Intent intent, long nowMillis) {
    switch (intent.id().log()) {
      case LogId.OfConversation(var conversation) -> {
        if (homes.isHere(homes.homeOf(conversation))) {
          conversations.onIntent(intent);
        }
      }
      case LogId.OfAccount(var account) -> {
        if (homes.isHere(homes.homeOf(account))) {
          accounts.onIntent(account, intent, nowMillis);
        }
      }
    }
  }

  private void onRequested(Input.LobbyRequested requested) {
    var asker = new Message.FromRequest(requested.request(), homes.here());
    AccountId account = requested.account();
    ConversationId conversation = requested.conversation();
    Ask ask =
        switch (requested.what()) {
          case LobbyRequest.MakeLink(var link) -> new Ask.ToMakeLink(asker, account, link);
          case LobbyRequest.RevokeLink(var key) -> new Ask.ToRevokeLink(asker, account, key);
          case LobbyRequest.Refuse(var refused) -> new Ask.ToRefuse(asker, account, refused);
          case LobbyRequest.Join(var device, var id, var key, var proof) ->
              new Ask.ToJoin(asker, account, device, id, new LinkId(conversation, key), proof);
        };
    mail.send(new Message.Asked(conversation, ask));
  }

  private void onRequested(Input.Requested requested) {
    var asker = new Message.FromRequest(requested.request(), homes.here());
    if (requested.frame() instanceof Send send) {
      var ask = new Ask.ToSend(asker, requested.account(), requested.device(), send);
      mail.send(new Message.Asked(send.conversation(), ask));
    } else if (requested.frame() instanceof Commit commit) {
      var ask = new Ask.ToCommit(asker, requested.account(), requested.device(), commit);
      mail.send(new Message.Asked(commit.conversation(), ask));
    } else {
      int code = ErrorCode.MALFORMED_REQUEST.code();
      var error = new Error(code, ConversationId.NONE, EntryId.NONE, 0, 0, 0);
      outputs.answer(requested.request(), Frame.encode(error));
    }
  }

  /// Lets time pass: silent sessions, gathered receipts, forgotten conversations. To be called
  /// about every [#TICK_MILLIS].
  ///
  /// @param heardMillis what devices sent until then was given to [#on]: they are silent by that
  ///     time, however late it is now
  public void tick(long heardMillis, long nowMillis) {
    if (homes.hasOthers()) {
      mistakes.guard(() -> fleet.onTick(nowMillis));
    }
    mistakes.guard(() -> conversations.onTick(nowMillis));
    mistakes.guard(() -> accounts.onTick(heardMillis, nowMillis));
    drain(nowMillis);
    wakeIfChanged();
  }

  /// What has to be durable now, possibly nothing.
  public Batch collect() {
    flush();
    return turn.collect();
  }

  /// Lets out what waits for other nodes.
  public void flush() {
    links.flush();
  }

  /// The batch is durable, except for the appends that met a conflict.
  public void committed(List<Appended> results, long nowMillis) {
    turn.committed(results, nowMillis);
    drain(nowMillis);
    flush();
    wakeIfChanged();
  }

  /// The batch failed as a whole; senders get a typed error, or the state is loaded again first
  /// where the write may have happened.
  public void failed(StoreException failure, long nowMillis) {
    turn.failed(failure, nowMillis);
    drain(nowMillis);
    flush();
  }

  private void drain(long nowMillis) {
    for (Optional<Message> next = mail.next(); next.isPresent(); next = mail.next()) {
      Message message = next.get();
      mistakes.guard(() -> take(message, nowMillis));
    }
  }

  /// What came up after the batch must not wait for the next input.
  private void wakeIfChanged() {
    if (turn.hasChanges()) {
      mail.wake();
    }
  }
}
