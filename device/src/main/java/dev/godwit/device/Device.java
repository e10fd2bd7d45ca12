package dev.godwit.device;

import dev.godwit.device.content.Content;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.device.step.Step;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Frame;
import java.util.List;
import java.util.Optional;

/// One device of an account. The package says how it is driven. Not safe for several threads.
public final class Device {

  /// Makes a new account with this as its first device. Nothing is stored or sent yet.
  ///
  /// @param platform told to others in the certificate, such as `linux`
  /// @param serverTimeMillis the node's time; key packages are valid around it
  public static Registration register(Crypto crypto, String platform, long serverTimeMillis) {
    throw new IllegalStateException("Not written");
  }

  /// The device whose registration is in the store; IllegalStateException when there is none, or
  /// when a newer version wrote it.
  ///
  /// @param client told to the node, such as `godwit-cli/0.1.0`
  public static Device restore(DeviceStore store, Crypto crypto, String client) {
    throw new IllegalStateException("Not written");
  }

  /// Whether a registration is in the store.
  public static boolean isRegistered(DeviceStore store) {
    throw new IllegalStateException("Not written");
  }

  public AccountId account() {
    throw new IllegalStateException("Not written");
  }

  public DeviceId device() {
    throw new IllegalStateException("Not written");
  }

  // --- What the shell says ---

  /// A socket is open and the node has accepted the token.
  public void onConnected(long now) {}

  public void onFrame(Frame frame, long now) {}

  public void onDisconnected(long now) {}

  /// Time passes. At least every 500 ms.
  public void onTick(long now) {}

  /// A call came back. An id that is not awaited is ignored.
  public void onAnswer(long callId, Answer answer, long now) {}

  /// What the inputs since the last step lead to; empty when to nothing.
  public Step take() {
    throw new IllegalStateException("Not written");
  }

  // --- What the person does ---

  /// Looks a handle up; answered by [dev.godwit.device.step.Event.AccountFound] or
  /// [dev.godwit.device.step.Event.AccountNotFound]. Forgotten in a crash.
  public void find(String handle, long now) {}

  /// The account that a handle belonged to when it was last looked up.
  public Optional<AccountId> accountOf(String handle) {
    throw new IllegalStateException("Not written");
  }

  /// The direct conversation with an account, which is made known to the store when it is new. Its
  /// group is made with the first message. Idempotent.
  public ConversationId openDirect(AccountId peer, long now) {
    throw new IllegalStateException("Not written");
  }

  /// Puts a message into the outbox; it is sent when that is possible, once, in order, whatever
  /// crashes. What cannot be sent ever becomes [dev.godwit.device.step.Event.MessageFailed].
  public EntryId send(ConversationId conversation, Content content, long now) {
    throw new IllegalStateException("Not written");
  }

  /// The person has seen everything up to `sequence`. Never goes back.
  public void markRead(ConversationId conversation, long sequence, long now) {}

  /// Tells the others that the person types; dropped when there is no session.
  public void typing(ConversationId conversation, boolean typing, long now) {}

  /// Whose presence to tell from now on, in this session and later ones until the device is
  /// restored; each must be the peer of a direct conversation, others are left out.
  public void watch(List<AccountId> accounts, long now) {}

  /// Believes the identity key that the account showed last, after
  /// [dev.godwit.device.step.Event.IdentityChanged].
  public void trust(AccountId account, long now) {}

  /// All conversations, in no order.
  public List<Conversation> conversations() {
    throw new IllegalStateException("Not written");
  }

  /// How many messages wait in the outbox.
  public int waiting() {
    throw new IllegalStateException("Not written");
  }
}
