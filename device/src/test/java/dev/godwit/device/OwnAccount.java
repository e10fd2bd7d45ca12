package dev.godwit.device;

import dev.godwit.device.own.OwnDevice;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.PendingCall;
import dev.godwit.device.step.Step;
import dev.godwit.device.trust.Self;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Opened;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/// An account's first device at a node that says what it likes in the account's log.
final class OwnAccount {
  static final long TIME = TestNode.START_MILLIS;

  /// Longer than any device waits before it brings another one in.
  private static final long PATIENCE_MILLIS = 60_000;

  final Crypto crypto = new JvmCrypto(new Random(8));
  Device old;
  final Self self;
  private final MemoryStore store = new MemoryStore();
  private final List<Call> calls = new ArrayList<>();
  private long now = TIME;
  private long sequence;

  OwnAccount() {
    this(crypto -> Device.register(crypto, "test", TIME));
  }

  /// One that is begun anew by somebody who has the password alone.
  static OwnAccount anew(AccountId account) {
    return new OwnAccount(crypto -> Linking.beginAnew(crypto, account, "test", TIME));
  }

  private OwnAccount(Function<Crypto, Registration> made) {
    store.apply(made.apply(crypto).changes());
    self = Self.load(store).orElseThrow();
    old = Device.restore(store, crypto, "test");
    connect();
  }

  private void connect() {
    old.onConnected(now);
    old.onFrame(new Opened(1, now, 5_000, 10), now);
    old.onFrame(new CaughtUp(sequence), now);
    told();
  }

  /// Another device that the account's identity has signed.
  Self another(String platform) {
    return Self.admitted(crypto, self.account(), self.identityKey(), platform, TIME);
  }

  /// The same device after its process was started again.
  void restart() {
    old = Device.restore(store, crypto, "test");
    connect();
  }

  /// The node tells something of a device.
  void hear(AccountEntryKind kind, DeviceId device, Bytes payload) {
    hear(TIME, kind, device, payload);
  }

  void hear(long time, AccountEntryKind kind, DeviceId device, Bytes payload) {
    hear(++sequence, time, kind, device, payload);
  }

  /// The node tells something before it is in the account's log.
  void hearAhead(AccountEntryKind kind, DeviceId device, Bytes payload) {
    hear(0, TIME, kind, device, payload);
  }

  private void hear(long at, long time, AccountEntryKind kind, DeviceId device, Bytes payload) {
    EntryId id = new EntryId(1, at);
    old.onFrame(new AccountEntry(at, id, time, kind, ConversationId.NONE, 0, device, payload), now);
  }

  /// What the person is told since the last time.
  List<Event> told() {
    Step step = old.take();
    store.apply(step.changes());
    step.calls().stream().map(PendingCall::call).forEach(calls::add);
    return step.events().stream().filter(event -> !(event instanceof Event.CaughtUp)).toList();
  }

  /// Whether this device wants to bring that one into conversations, given the time to.
  boolean wantsIn(DeviceId device) {
    now += PATIENCE_MILLIS;
    connect();
    return calls.stream()
        .anyMatch(
            call -> call instanceof Call.ClaimOwnKeyPackages own && own.device().equals(device));
  }

  boolean isThere(DeviceId device) {
    return old.devices().all().stream().anyMatch(each -> each.id().equals(device) && !each.ended());
  }

  boolean hasEnded(DeviceId device) {
    return old.devices().all().stream()
        .filter(each -> each.id().equals(device))
        .allMatch(OwnDevice::ended);
  }
}
