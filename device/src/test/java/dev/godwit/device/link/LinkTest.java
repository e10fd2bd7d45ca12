package dev.godwit.device.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.trust.Certificates;
import dev.godwit.device.trust.Self;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.LinkOffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The channel between an old and a new device, and whoever sits in the middle of it.
final class LinkTest {
  private static final long TIME = 1_700_000_000_000L;

  private final Crypto crypto = new JvmCrypto(new Random(5));
  private final Self alice = Self.make(crypto, "linux", TIME);
  private final NewDevice device = NewDevice.begin(crypto, "phone");

  private Optional<OldDevice> answer(LinkCode code, Bytes offer) {
    return OldDevice.answer(crypto, alice, "alice", code, offer, TIME);
  }

  @Test
  void theNewDeviceGetsTheIdentityAndTheOldOneItsCertificate() {
    OldDevice old = answer(device.code(), device.offer()).orElseThrow();
    NewDevice.Admitted admitted = device.open(old.answer()).orElseThrow();
    assertEquals(alice.account(), admitted.self().account());
    assertEquals(alice.identityPublicKey(), admitted.self().identityPublicKey());
    assertEquals("alice", admitted.grant().handle());
    OldDevice.Accepted accepted = old.accepted(admitted.acceptance()).orElseThrow();
    assertEquals(admitted.self().device(), accepted.device());
    assertEquals("phone", accepted.platform());
    assertTrue(Certificates.check(crypto, accepted.certificate()).isPresent());
    assertEquals(old.archiveKey(), admitted.grant().archiveKey());
  }

  @Test
  void anOfferUnderAnotherCodeIsRefused() {
    assertEquals(Optional.empty(), answer(LinkCode.make(crypto), device.offer()));
  }

  @Test
  void aServerThatPutsItsOwnKeyIntoTheOfferIsRefused() throws Exception {
    LinkOffer offer = LinkOffer.decode(device.offer());
    NewDevice own = NewDevice.begin(crypto, "phone");
    Bytes key = LinkOffer.decode(own.offer()).publicKey();
    Bytes forged = new LinkOffer(key, offer.platform(), offer.proof()).encode();
    assertEquals(Optional.empty(), answer(device.code(), forged));
  }

  @Test
  void anAnswerOfSomebodyWithoutTheCodeIsRefused() {
    NewDevice other = NewDevice.begin(crypto, "phone");
    OldDevice old = answer(other.code(), other.offer()).orElseThrow();
    assertEquals(Optional.empty(), device.open(old.answer()));
  }

  @Test
  void anAlteredAnswerAndAcceptanceAreRefused() {
    OldDevice old = answer(device.code(), device.offer()).orElseThrow();
    assertEquals(Optional.empty(), device.open(altered(old.answer())));
    NewDevice.Admitted admitted = device.open(old.answer()).orElseThrow();
    assertEquals(Optional.empty(), old.accepted(altered(admitted.acceptance())));
  }

  @Test
  void anAcceptanceForAnotherLinkingIsRefused() {
    OldDevice old = answer(device.code(), device.offer()).orElseThrow();
    NewDevice other = NewDevice.begin(crypto, "phone");
    OldDevice second = answer(other.code(), other.offer()).orElseThrow();
    NewDevice.Admitted admitted = other.open(second.answer()).orElseThrow();
    assertEquals(Optional.empty(), old.accepted(admitted.acceptance()));
  }

  @Test
  void whatTheServerCarriesHoldsNeitherCodeNorIdentity() {
    OldDevice old = answer(device.code(), device.offer()).orElseThrow();
    NewDevice.Admitted admitted = device.open(old.answer()).orElseThrow();
    String identity = latin(Bytes.of(alice.identityKey().privateKey()));
    String digits = device.code().digits();
    for (Bytes carried :
        List.of(device.place(), device.offer(), old.answer(), admitted.acceptance())) {
      assertFalse(latin(carried).contains(identity));
      assertFalse(latin(carried).contains(digits));
      assertFalse(latin(carried).contains(latin(old.archiveKey())));
      assertFalse(latin(carried).contains(latin(admitted.self().certificate())));
    }
  }

  @Test
  void aCodeIsReadAsItIsShownTypedAndScanned() {
    LinkCode code = device.code();
    assertEquals(Optional.of(code), LinkCode.parse(code.format()));
    assertEquals(Optional.of(code), LinkCode.parse(code.format().replace('-', ' ')));
    assertEquals(Optional.of(code), LinkCode.parse(code.qr()));
    assertEquals(Optional.empty(), LinkCode.parse(code.digits().substring(1)));
    assertEquals(Optional.empty(), LinkCode.parse(code.digits().substring(1) + "x"));
    assertFalse(code.toString().contains(code.digits().substring(0, 4)));
  }

  private static Bytes altered(Bytes bytes) {
    byte[] copy = bytes.toArray();
    copy[copy.length - 1] ^= 1;
    return Bytes.owned(copy);
  }

  private static String latin(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
  }
}
