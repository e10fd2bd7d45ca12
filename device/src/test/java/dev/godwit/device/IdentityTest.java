package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.archive.ArchivePart;
import dev.godwit.device.archive.ArchiveSeal;
import dev.godwit.device.content.Content;
import dev.godwit.device.own.OwnDevices;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.device.step.Step;
import dev.godwit.device.trust.Identities;
import dev.godwit.device.trust.Revocations;
import dev.godwit.device.trust.SafetyNumber;
import dev.godwit.device.trust.Self;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Settings;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Limits;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whom a device believes, when the server lies about accounts and devices.
final class IdentityTest {
  private static final long TIME = 1_700_000_000_000L;
  private static final AccountId BOB = new AccountId(7, 7);
  private static final int KEPT_MAX = 4 * Limits.GROUP_MEMBERS_MAX;

  private final Crypto crypto = new JvmCrypto(new Random(3));
  private final MemoryStore store = new MemoryStore();
  private final Draft draft = new Draft(store);
  private final Self self = Self.make(crypto, "linux", TIME);
  private final Trust trust = Trust.of(self, crypto, Settings.DEFAULT, draft);
  private final Identities identities = trust.identities();
  private final OwnDevices devices = new OwnDevices(trust, draft);

  private Bytes key() {
    return Bytes.of(
        crypto.generateSignatureKeyPair(dev.godwit.device.trust.Suite.SUITE).publicKey());
  }

  private <T extends Event> List<T> told(Class<T> type) {
    Step step = draft.take();
    store.apply(step.changes());
    return step.events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private Self another() {
    return Self.admitted(crypto, self.account(), self.identityKey(), "phone", TIME);
  }

  @Test
  void anotherKeyInAGroupIsNeverBelieved() {
    Bytes first = key();
    assertTrue(identities.meet(BOB, first));
    assertFalse(identities.meet(BOB, key()));
    assertEquals(Optional.of(first), identities.believed(BOB));
    assertEquals(List.of(BOB), identities.suspects().ask(_ -> true));
  }

  @Test
  void noMoreSuspectsAreKeptThanThereIsRoomFor() {
    for (int number = 0; number < 2 * KEPT_MAX; number++) {
      identities.lookUp(new AccountId(8, number));
    }
    store.apply(draft.take().changes());
    assertEquals(KEPT_MAX, store.scan("suspect/").size());
    AccountId first = identities.suspects().ask(_ -> true).getFirst();
    identities.suspects().answered(first);
    identities.lookUp(BOB);
    store.apply(draft.take().changes());
    assertEquals(KEPT_MAX, store.scan("suspect/").size());
  }

  @Test
  void aChangeThatTheNodeTellsIsShownOnce() {
    assertTrue(identities.told(BOB, key()));
    Bytes second = key();
    assertTrue(identities.told(BOB, second));
    assertTrue(identities.told(BOB, second));
    assertEquals(1, told(Event.IdentityChanged.class).size());
    assertEquals(List.of(BOB), identities.takeChanged());
  }

  @Test
  void aChangeOfAComparedIdentityBlocksUntilItIsLookedAt() {
    Bytes first = key();
    identities.told(BOB, first);
    identities.compared(BOB, first);
    assertTrue(identities.isVerified(BOB));
    Bytes second = key();
    assertFalse(identities.told(BOB, second));
    assertTrue(identities.isBlocked(BOB));
    assertFalse(identities.isVerified(BOB));
    assertEquals(Optional.of(first), identities.believed(BOB));
    assertEquals(Optional.of(second), identities.shown(BOB));
    identities.trust(BOB);
    assertFalse(identities.isBlocked(BOB));
    assertFalse(identities.isVerified(BOB));
    assertEquals(Optional.of(second), identities.believed(BOB));
  }

  @Test
  void whatWasComparedOnAnotherOwnDeviceCountsWhateverTheNodeSaidHere() {
    identities.told(BOB, key());
    Bytes second = key();
    identities.compared(BOB, second);
    assertEquals(Optional.of(second), identities.believed(BOB));
    assertTrue(identities.isBlocked(BOB));
    assertEquals(List.of(BOB), identities.suspects().ask(_ -> true));
    assertEquals(List.of(BOB), identities.takeChanged());
    assertTrue(identities.told(BOB, second));
    assertTrue(identities.isVerified(BOB));
    assertEquals(1, told(Event.IdentityChanged.class).size());
  }

  @Test
  void whoWasComparedBeforeThisDeviceMetThemIsHeldToThat() {
    Bytes first = key();
    identities.compared(BOB, first);
    assertFalse(identities.told(BOB, key()));
    assertTrue(identities.isBlocked(BOB));
    assertTrue(identities.told(BOB, first));
    assertTrue(identities.isVerified(BOB));
  }

  @Test
  void aDeviceThatTheServerAddsIsRefused() {
    Self forged = Self.make(crypto, "server", TIME);
    devices.onLinked(forged.device(), forged.certificate(), TIME);
    Self swapped = another();
    devices.onLinked(new DeviceId(1, 1), swapped.certificate(), TIME);
    assertEquals(2, told(Event.DeviceRefused.class).size());
    assertFalse(devices.hasOthers());
  }

  @Test
  void aDeviceThatTheServerBringsBackIsRefused() {
    Self phone = another();
    devices.onLinked(phone.device(), phone.certificate(), TIME);
    assertTrue(devices.hasOthers());
    devices.onRevoked(phone.device(), Revocations.issue(crypto, self, phone.device(), TIME), TIME);
    assertEquals(
        List.of(new Event.DeviceRevoked(phone.device(), "phone", true)),
        told(Event.DeviceRevoked.class));
    devices.onLinked(phone.device(), phone.certificate(), TIME);
    assertEquals(1, told(Event.DeviceRefused.class).size());
    assertFalse(devices.hasOthers());
  }

  @Test
  void aRevocationThatTheServerInventsIsToldAsItsOwn() {
    Self phone = another();
    devices.onLinked(phone.device(), phone.certificate(), TIME);
    Self other = Self.make(crypto, "server", TIME);
    devices.onRevoked(phone.device(), Revocations.issue(crypto, other, phone.device(), TIME), TIME);
    assertFalse(told(Event.DeviceRevoked.class).getFirst().signed());
  }

  @Test
  void aRevocationOfAnotherAccountIsNotLearned() {
    identities.told(BOB, key());
    DeviceId device = new DeviceId(1, 2);
    Bytes statement = Revocations.issue(crypto, self, device, TIME);
    assertEquals(Optional.empty(), trust.revocations().learn(BOB, statement));
    assertFalse(trust.revocations().isRevoked(BOB, device));
  }

  @Test
  void theSafetyNumberIsTheSameOnBothSidesAndChangesWithEitherKey() {
    Bytes mine = self.identityPublicKey();
    Bytes theirs = key();
    SafetyNumber number = SafetyNumber.of(crypto, self.account(), mine, BOB, theirs);
    assertEquals(number, SafetyNumber.of(crypto, BOB, theirs, self.account(), mine));
    assertNotEquals(number, SafetyNumber.of(crypto, self.account(), mine, BOB, key()));
    assertEquals(SafetyNumber.DIGITS, number.digits().length());
    assertEquals(Optional.of(number), SafetyNumber.parse(number.format()));
    assertEquals(Optional.of(number), SafetyNumber.parse(number.qr()));
  }

  @Test
  void theSafetyNumberIsWhatTheDocumentsSay() {
    byte[] one = new byte[32];
    byte[] other = new byte[32];
    other[0] = 1;
    SafetyNumber number =
        SafetyNumber.of(
            crypto, new AccountId(0, 1), Bytes.of(one), new AccountId(0, 2), Bytes.of(other));
    assertEquals(VECTOR, number.digits());
  }

  private static final String VECTOR =
      "028081060501811982780419895254335590044632092694602300565213";

  @Test
  void aPartOfTheHistoryComesAsItWasAndNowhereElse() {
    ArchiveSeal seal =
        new ArchiveSeal(Bytes.owned(crypto.random(16)), Bytes.owned(crypto.random(32)));
    Message row =
        new Message(
            new ConversationId(1, 2),
            new EntryId(3, 4),
            5,
            0,
            BOB,
            new DeviceId(6, 7),
            TIME,
            new MessageState.Received(),
            new Content.Text("hello"));
    ArchivePart part = ArchivePart.ofRows(List.of(row), 1, 2, true);
    Bytes sealed = seal.seal(crypto, 3, part.encode());
    assertEquals(Optional.of(part), seal.open(crypto, 3, sealed).flatMap(ArchivePart::decode));
    assertEquals(Optional.empty(), seal.open(crypto, 4, sealed));
    ArchiveSeal other = new ArchiveSeal(Bytes.owned(crypto.random(16)), seal.key());
    assertEquals(Optional.empty(), other.open(crypto, 3, sealed));
    assertEquals(Optional.empty(), ArchivePart.decode(Bytes.owned(new byte[] {1, 2, 3})));
  }
}
