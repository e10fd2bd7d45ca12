package dev.godwit.device;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.GroupDetails;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.DirectConversation;
import dev.godwit.device.group.KeyPackageShelf;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.EmptyStore;
import dev.godwit.device.step.GroupView;
import dev.godwit.device.step.KeyPackageUpload;
import dev.godwit.device.step.Step;
import dev.godwit.device.trust.Self;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import java.util.List;
import java.util.Optional;

/// One device of an account. The package says how it is driven. Not safe for several threads.
public final class Device {
  private static final int ID_BYTES = 16;

  private final Machines machines;
  private final Frames frames;
  private final Answers answers;
  private final GroupSide groups;
  private final String client;

  private Device(Machines machines, String client) {
    this.machines = machines;
    this.frames = new Frames(machines);
    this.answers = new Answers(machines);
    this.groups = new GroupSide(machines);
    this.client = client;
  }

  /// Makes a new account with this as its first device. Nothing is stored or sent yet.
  ///
  /// @param platform told to others in the certificate, such as `linux`
  /// @param serverTimeMillis the node's time; key packages are valid around it
  public static Registration register(Crypto crypto, String platform, long serverTimeMillis) {
    return register(crypto, platform, serverTimeMillis, KeyPackageShelf.ONE_TIME);
  }

  /// The same with so many key packages to be used once.
  static Registration register(
      Crypto crypto, String platform, long serverTimeMillis, int keyPackagesOnce) {
    Self self = Self.make(crypto, platform, serverTimeMillis);
    Machines machines = new Machines(self, crypto, new Draft(new EmptyStore()));
    machines.clock.advance(serverTimeMillis);
    self.save(machines.draft);
    machines.trust.identities().meet(self.account(), self.identityPublicKey());
    List<KeyPackageUpload> keyPackages = machines.shelf.stock(keyPackagesOnce);
    return new Registration(
        self.account(),
        self.device(),
        self.identityPublicKey(),
        self.certificate(),
        keyPackages,
        machines.draft.take().changes());
  }

  /// The device whose registration is in the store; IllegalStateException when there is none, or
  /// when a newer version wrote it.
  ///
  /// @param client told to the node, such as `godwit-cli/0.1.0`
  public static Device restore(DeviceStore store, Crypto crypto, String client) {
    Self self =
        Self.load(store).orElseThrow(() -> new IllegalStateException("The store has no account"));
    return new Device(new Machines(self, crypto, new Draft(store)), client);
  }

  /// Whether a registration is in the store.
  public static boolean isRegistered(DeviceStore store) {
    return Self.load(store).isPresent();
  }

  public AccountId account() {
    return machines.trust.self().account();
  }

  public DeviceId device() {
    return machines.trust.self().device();
  }

  // --- What the shell says ---

  /// A socket is open and the node has accepted the token.
  public void onConnected(long now) {
    machines.clock.advance(now);
    machines.onDisconnected();
    machines.session.onConnected();
    machines.joining.onConnected();
    machines.intentions.onConnected();
    machines.sender.onConnected();
    machines.identityWatch.onConnected();
    machines.names.onConnected();
    machines.draft.send(Greeting.hello(machines, client));
  }

  public void onFrame(Frame frame, long now) {
    machines.clock.advance(now);
    frames.on(frame);
    machines.settle();
  }

  /// A part of a frame came, which is under way for longer: the node is alive.
  public void onHeard(long now) {
    machines.clock.advance(now);
    machines.session.onHeard();
  }

  public void onDisconnected(long now) {
    machines.clock.advance(now);
    machines.onDisconnected();
  }

  /// Time passes. At least every 500 ms.
  public void onTick(long now) {
    machines.clock.advance(now);
    machines.session.onTick();
    machines.told.onTick();
    machines.settle();
  }

  /// A call came back. An id that is not awaited is ignored.
  public void onAnswer(long callId, Answer answer, long now) {
    machines.clock.advance(now);
    answers.on(callId, answer);
    machines.settle();
  }

  /// What the inputs since the last step lead to; empty when to nothing.
  public Step take() {
    machines.accountLog.flush();
    machines.told.flush();
    return machines.draft.take();
  }

  /// The devices of the own account, and whom the person trusts.
  public Devices devices() {
    return new Devices(machines);
  }

  // --- What the person does ---

  /// Looks a handle up; answered by [dev.godwit.device.step.Event.AccountFound] or
  /// [dev.godwit.device.step.Event.AccountNotFound]. Forgotten in a crash.
  public void find(String handle, long now) {
    machines.clock.advance(now);
    machines.calls.make(new Call.FindHandle(handle), ConversationId.NONE);
  }

  /// The account that a handle belonged to when it was last looked up.
  public Optional<AccountId> accountOf(String handle) {
    return machines.trust.identities().accountOf(handle);
  }

  /// The direct conversation with another account, which is made known to the store when it is new.
  /// Its group is made with the first message. Idempotent.
  public ConversationId openDirect(AccountId peer, long now) {
    if (peer.equals(account())) {
      throw new IllegalArgumentException("A direct conversation has two accounts");
    }
    machines.clock.advance(now);
    ConversationId id = DirectConversation.id(machines.trust.crypto(), account(), peer);
    ConversationState state = machines.conversations.findOrMake(id);
    if (!state.isDirect()) {
      state.direct(peer);
      state.peerHandle(machines.trust.identities().handleOf(peer));
      machines.conversations.save(state);
    }
    return id;
  }

  /// Puts a message into the outbox; it is sent when that is possible, once, in order, whatever
  /// crashes. What cannot be sent ever becomes [dev.godwit.device.step.Event.MessageFailed].
  public EntryId send(ConversationId conversation, Content content, long now) {
    machines.clock.advance(now);
    EntryId id = EntryId.of(Bytes.owned(machines.trust.crypto().random(ID_BYTES)));
    machines.outbox.add(conversation, id, content, machines.clock.serverMillis());
    machines.settle();
    return id;
  }

  /// The person has seen everything up to `sequence`. Never goes back.
  public void markRead(ConversationId conversation, long sequence, long now) {
    machines.clock.advance(now);
    machines
        .conversations
        .find(conversation)
        .filter(state -> state.read(sequence))
        .ifPresent(this::tellRead);
  }

  private void tellRead(ConversationState state) {
    machines.conversations.save(state);
    machines.told.read(state.id());
  }

  /// Tells the others that the person types; dropped when there is no session.
  public void typing(ConversationId conversation, boolean typing, long now) {
    machines.clock.advance(now);
    machines.presences.typing(conversation, typing);
  }

  /// Whose presence to tell from now on, in this session and later ones until the device is
  /// restored; each must be the peer of a direct conversation, others are left out.
  public void watch(List<AccountId> accounts, long now) {
    machines.clock.advance(now);
    machines.presences.watch(accounts);
  }

  /// Remembers an account that the shell has looked up by itself.
  public void learn(Answer.Account account, long now) {
    machines.clock.advance(now);
    answers.learn(account);
  }

  // --- Groups ---

  /// Makes a group with these others in it. Its conversation is there at once, and what is sent
  /// waits until the group is made. Ends with [dev.godwit.device.step.Event.IntentionDone], which
  /// says who could not be added, or [dev.godwit.device.step.Event.IntentionFailed].
  ///
  /// @param settings [GroupSettings#NONE] for those of a new group
  public ConversationId createGroup(
      String name,
      String description,
      Bytes picture,
      List<AccountId> accounts,
      GroupSettings settings,
      long now) {
    machines.clock.advance(now);
    GroupDetails details =
        GroupDetails.NONE.renamed(name, 1).described(description, 1).pictured(picture, 1);
    return groups.create(accounts, details, settings);
  }

  /// Wants a change of a conversation's group: durable when the step is, made again when another
  /// change comes first. Ends with one [dev.godwit.device.step.Event.IntentionDone] or
  /// [dev.godwit.device.step.Event.IntentionFailed] with the id that this returns. A name,
  /// description or picture is said by [#send] instead.
  public EntryId want(ConversationId conversation, Intention intention, long now) {
    machines.clock.advance(now);
    return groups.want(conversation, intention);
  }

  /// A group as it is now; empty for other conversations. Handles that are not known are looked up
  /// and told by [dev.godwit.device.step.Event.NamesLearned].
  public Optional<GroupView> group(ConversationId conversation, long now) {
    machines.clock.advance(now);
    return groups.view(conversation);
  }

  /// The handle of an account, empty while it is not known; then it is looked up.
  public String handleOf(AccountId account, ConversationId conversation, long now) {
    machines.clock.advance(now);
    machines.names.want(conversation, List.of(account));
    return machines.trust.identities().handleOf(account);
  }

  /// Tells the members of a link that the node has made, so that they let in who was given it.
  ///
  /// @param link the node's id of it, 64 hexadecimal digits
  /// @param secret 32 bytes that only those know who are given the link
  public void invite(
      ConversationId conversation,
      String link,
      Bytes secret,
      boolean approval,
      long expiresMillis,
      long now) {
    machines.clock.advance(now);
    groups.invite(conversation, link, secret, approval, expiresMillis);
  }

  /// Tells the members that a link holds no more.
  public void revokeInvitation(ConversationId conversation, String link, long now) {
    machines.clock.advance(now);
    groups.revoke(conversation, link);
  }

  /// What goes with a request to be let in, and shows the members that this account was given the
  /// link.
  public Bytes invitationProof(ConversationId conversation, Bytes secret) {
    return groups.proof(conversation, secret);
  }

  /// Forgets a request that was refused at the node.
  public void refuseRequest(ConversationId conversation, AccountId account, long now) {
    machines.clock.advance(now);
    groups.refuse(conversation, account);
  }

  /// Asks the node once where all members stand.
  public void askReceipts(ConversationId conversation, long now) {
    machines.clock.advance(now);
    groups.askReceipts(conversation);
  }

  /// Lets a group go on that was held after [dev.godwit.device.step.Event.CommitRefused].
  public void letGoOn(ConversationId conversation, long now) {
    machines.clock.advance(now);
    groups.letGoOn(conversation);
  }

  /// Forgets a conversation that was left, with its history. False when it was not left.
  public boolean forget(ConversationId conversation, long now) {
    machines.clock.advance(now);
    return groups.forget(conversation);
  }

  /// How many changes of groups wait.
  public int wanted() {
    return machines.wanted.size();
  }

  /// All conversations, in no order.
  public List<Conversation> conversations() {
    return machines.conversations.rows();
  }

  /// How many messages wait in the outbox.
  public int waiting() {
    return machines.outbox.size();
  }
}
