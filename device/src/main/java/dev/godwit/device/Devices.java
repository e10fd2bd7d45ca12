package dev.godwit.device;

import dev.godwit.device.group.Leaves;
import dev.godwit.device.link.LinkCode;
import dev.godwit.device.link.OldDevice;
import dev.godwit.device.own.Catalogue;
import dev.godwit.device.own.Ending;
import dev.godwit.device.own.ListedDevice;
import dev.godwit.device.own.OwnDevice;
import dev.godwit.device.own.Settings;
import dev.godwit.device.own.ToldDevice;
import dev.godwit.device.step.Setting;
import dev.godwit.device.trust.Revocations;
import dev.godwit.device.trust.SafetyNumber;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The devices of the own account, what they tell each other, and whom the person trusts. A part of
/// [Device], driven as that is.
public final class Devices {
  private final Machines machines;

  Devices(Machines machines) {
    this.machines = machines;
  }

  // --- Linking ---

  /// Lets in the device that shows this code. Empty when the offer is not its.
  ///
  /// @param handle the account's, for the new device
  public Optional<OldDevice> answer(LinkCode code, Bytes offer, String handle, long now) {
    machines.clock.advance(now);
    return OldDevice.answer(
        machines.trust.crypto(),
        machines.trust.self(),
        handle,
        code,
        offer,
        machines.clock.serverMillis());
  }

  /// The node has said its time outside of a session, for what is dated before one is opened.
  public void nodeTime(long serverMillis, long now) {
    machines.clock.advance(now);
    machines.clock.learnFirst(serverMillis);
  }

  /// This device has let another one in, and brings it into all conversations.
  public void host(DeviceId device, long now) {
    machines.clock.advance(now);
    machines.inviting.host(device);
  }

  /// What a new device is told besides the history.
  public Bytes catalogue() {
    return Catalogue.write(machines.draft);
  }

  /// How many conversations some own device is still to be brought into.
  public long left() {
    return machines.inviting.left();
  }

  /// Whether a device, of whatever account, is in the conversation's group.
  public boolean isIn(ConversationId conversation, DeviceId device) {
    return machines
        .groups
        .find(conversation)
        .map(group -> Leaves.of(group.members(), machines.trust.leaves()))
        .filter(leaves -> leaves.accounts().stream().anyMatch(a -> leaves.has(a, device)))
        .isPresent();
  }

  // --- The devices there are ---

  public List<OwnDevice> all() {
    return machines.ownDevices.all();
  }

  /// What the node says of them, held against what is known here.
  public List<ListedDevice> list(List<ToldDevice> told) {
    return machines.ownDevices.list(told, machines.settings);
  }

  /// States that a device is to go; an encoded SignedDeviceRevocation for the node.
  public Bytes revocation(DeviceId device, long now) {
    machines.clock.advance(now);
    return Revocations.issue(
        machines.trust.crypto(), machines.trust.self(), device, machines.clock.serverMillis());
  }

  /// The node has taken the statement that a device is to go: whatever it does with it, this device
  /// lets that one in nowhere any more.
  public void revoked(DeviceId device, Bytes statement, long now) {
    machines.clock.advance(now);
    machines.ownDevices.onRevoked(device, statement, machines.clock.serverMillis());
    machines.settle();
  }

  /// How this device came to be taken out of the account, as far as it has heard; durable.
  public Optional<Ending> ending() {
    return machines.ownDevices.ending();
  }

  /// The conversation in which the own devices tell each other what the person sets.
  public ConversationId ownConversation() {
    return machines.conversations.own();
  }

  // --- Trust ---

  /// The account's identity, Ed25519.
  public Bytes identityKey() {
    return machines.trust.self().identityPublicKey();
  }

  /// Whether the account shows another identity than was compared, and nobody has looked at it.
  public boolean isBlocked(AccountId other) {
    return machines.trust.identities().isBlocked(other);
  }

  /// The safety number with another account, by the identity that it shows now; empty while that is
  /// not known here.
  public Optional<SafetyNumber> safetyNumber(AccountId other) {
    return machines
        .trust
        .identities()
        .shown(other)
        .map(
            key ->
                SafetyNumber.of(
                    machines.trust.crypto(),
                    machines.trust.self().account(),
                    machines.trust.self().identityPublicKey(),
                    other,
                    key));
  }

  public boolean isVerified(AccountId other) {
    return machines.trust.identities().isVerified(other);
  }

  /// The person has compared this safety number. Told to the own devices. False, and nothing is
  /// marked, when the account shows another one by now.
  public boolean verify(AccountId other, SafetyNumber compared, long now) {
    machines.clock.advance(now);
    boolean same = safetyNumber(other).filter(compared::equals).isPresent();
    if (same) {
      Bytes key = machines.trust.identities().shown(other).orElseThrow();
      machines.settings.put(Settings.VERIFIED + other, key);
      machines.settle();
    }
    return same;
  }

  /// Believes the identity that the account showed last, as one that nobody has compared. Told to
  /// the own devices.
  public void trust(AccountId other, long now) {
    machines.clock.advance(now);
    machines.trust.identities().trust(other);
    machines.settings.put(Settings.VERIFIED + other, Bytes.EMPTY);
    machines.settle();
  }

  // --- Settings ---

  /// What is set under a name of [dev.godwit.device.own.Settings]; empty when nothing is.
  public String setting(String name) {
    return new String(machines.settings.get(name).toArray(), StandardCharsets.UTF_8);
  }

  /// Sets it here and on all own devices. IllegalArgumentException for a name or value that is too
  /// long.
  public void set(Setting setting, long now) {
    machines.clock.advance(now);
    byte[] value = setting.value().getBytes(StandardCharsets.UTF_8);
    machines.settings.put(setting.name(), Bytes.owned(value));
    machines.settle();
  }
}
