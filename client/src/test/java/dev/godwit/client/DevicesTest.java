package dev.godwit.client;

import static dev.godwit.client.Homes.awaitTexts;
import static dev.godwit.client.Homes.texts;
import static dev.godwit.client.Homes.to;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.testing.Await;
import dev.godwit.device.link.LinkCode;
import dev.godwit.device.step.Arrangement;
import dev.godwit.device.trust.Self;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// One account on several devices, against a real node in another process.
final class DevicesTest {
  @RegisterExtension static final Homes HOMES = new Homes();

  private static Tick tickOf(Godwit godwit, String with, String text) {
    return godwit.history(to(with), 0, 100).stream()
        .filter(each -> each.text().equals(text))
        .map(Message::tick)
        .findFirst()
        .orElse(Tick.NONE);
  }

  @Test
  void bothSidesChatFromBothDevices() {
    Path annHome = HOMES.register("ann.two");
    Path benHome = HOMES.register("ben.two");
    try (Godwit ann = HOMES.open(annHome);
        Godwit ben = HOMES.open(benHome)) {
      ann.send(to("ben.two"), "before");
      awaitTexts(ben, "ann.two", "before");
      Path annPhone = HOMES.link(ann, "ann.two.phone");
      try (Godwit phone = HOMES.open(annPhone)) {
        awaitTexts(phone, "ben.two", "before");
        Await.until("the history is complete", () -> phone.progress().complete());
        phone.send(to("ben.two"), "from the phone");
        awaitTexts(ben, "ann.two", "before", "from the phone");
        awaitTexts(ann, "ben.two", "before", "from the phone");
        Path benPhone = HOMES.link(ben, "ben.two.phone");
        try (Godwit other = HOMES.open(benPhone)) {
          awaitTexts(other, "ann.two", "before", "from the phone");
          other.send(to("ann.two"), "from the other phone");
          String[] all = {"before", "from the phone", "from the other phone"};
          awaitTexts(ann, "ben.two", all);
          awaitTexts(phone, "ben.two", all);
          awaitTexts(ben, "ann.two", all);
        }
      }
    }
  }

  @Test
  void whatIsReadOnOneIsReadOnAll() {
    Path annHome = HOMES.register("ann.read");
    Path benHome = HOMES.register("ben.read");
    try (Godwit ann = HOMES.open(annHome);
        Godwit ben = HOMES.open(benHome)) {
      ann.send(to("ben.read"), "one");
      awaitTexts(ben, "ann.read", "one");
      try (Godwit phone = HOMES.open(HOMES.link(ben, "ben.read.phone"))) {
        awaitTexts(phone, "ann.read", "one");
        ann.send(to("ben.read"), "two");
        awaitTexts(phone, "ann.read", "one", "two");
        awaitTexts(ben, "ann.read", "one", "two");
        assertEquals(2, ben.conversations().getFirst().unread());
        Message newest = phone.history(to("ann.read"), 0, 1).getFirst();
        phone.markRead(newest.conversation(), newest.sequence());
        Await.until("read there", () -> ben.conversations().getFirst().unread() == 0);
        Await.until("blue", () -> tickOf(ann, "ben.read", "two") == Tick.READ);
      }
    }
  }

  private static Arrangement arrangement(Godwit godwit) {
    return godwit.conversations().stream()
        .findFirst()
        .map(Conversation::arrangement)
        .orElse(Arrangement.NONE);
  }

  @Test
  void whatIsSetOnOneIsSetOnAll() {
    Path annHome = HOMES.register("ann.set");
    Path benHome = HOMES.register("ben.set");
    try (Godwit ann = HOMES.open(annHome);
        Godwit ben = HOMES.open(benHome)) {
      ann.send(to("ben.set"), "one");
      awaitTexts(ben, "ann.set", "one");
      ConversationId id = ann.conversations().getFirst().id();
      ann.pin(id, true);
      try (Godwit phone = HOMES.open(HOMES.link(ann, "ann.set.phone"))) {
        Await.until("set before", () -> arrangement(phone).pinned());
        awaitTexts(phone, "ben.set", "one");
        phone.pin(id, false);
        phone.mute(id, 7);
        phone.archive(id, true);
        phone.draft(id, "not s");
        phone.draft(id, "not sent");
        Arrangement expected = new Arrangement(7, false, true, "not sent");
        assertEquals(expected, arrangement(phone));
        Await.until("set there", () -> arrangement(ann).equals(expected));
        phone.rename(phone.me().device(), "the one in the hall");
        Await.until(
            "named there", () -> ann.devices().getLast().name().equals("the one in the hall"));
        assertFalse(ann.devices().getFirst().name().isEmpty(), "called as its machine");
        assertFalse(ann.verify(to("ben.set"), "0".repeat(60)));
        assertTrue(ann.verify(to("ben.set"), ann.verification(to("ben.set")).number()));
        Await.until("verified", () -> phone.verification(to("ben.set")).verified());
      }
    }
  }

  @Test
  void aRevokedDeviceEndsAndReadsNothingMore() {
    Path annHome = HOMES.register("ann.gone");
    Path benHome = HOMES.register("ben.gone");
    try (Godwit ann = HOMES.open(annHome);
        Godwit ben = HOMES.open(benHome)) {
      ann.send(to("ben.gone"), "one");
      awaitTexts(ben, "ann.gone", "one");
      Path phoneHome = HOMES.link(ann, "ann.gone.phone");
      ConversationId talk = ann.conversations().getFirst().id();
      try (Godwit phone = HOMES.open(phoneHome)) {
        awaitTexts(phone, "ben.gone", "one");
        assertTrue(ann.isIn(talk, phone.me().device()));
        ann.revoke(phone.me().device());
        Await.until("it ends", () -> phone.connection().state() == Connection.State.ENDED);
        assertEquals(ErrorCode.DEVICE_REVOKED.name(), phone.connection().code());
        String why = phone.connection().sentence();
        assertTrue(why.startsWith("Another of your devices removed this one"), why);
        ben.send(to("ann.gone"), "not for the phone");
        awaitTexts(ann, "ben.gone", "one", "not for the phone");
        assertEquals(List.of("one"), texts(phone, "ben.gone"));
        Await.until("it is taken out", () -> !ann.isIn(talk, phone.me().device()));
      }
      DeviceInfo gone =
          ann.devices().stream().filter(DeviceInfo::revoked).findFirst().orElseThrow();
      assertFalse(gone.here());
      assertTrue(gone.certified());
    }
  }

  /// As it does with one that was not used for a month.
  @Test
  void aDeviceThatTheNodeRemovesSaysSoWhenItComesBackAndTheOthersSayThatItWasTheNode() {
    Path home = HOMES.register("ann.stale");
    Path phoneHome;
    DeviceId phone;
    try (Godwit ann = HOMES.open(home)) {
      phoneHome = HOMES.link(ann, "ann.stale.phone");
      phone = ann.devices().getLast().id();
    }
    assertEquals(phone, signedInAgain(phoneHome).device());
    removedByTheNode(home, phone);
    GodwitException refused = assertThrows(GodwitException.class, () -> signedInAgain(phoneHome));
    assertEquals(ErrorCode.DEVICE_REVOKED.name(), refused.reason().code());
    for (int times = 0; times < 2; times++) {
      try (Godwit back = HOMES.open(phoneHome)) {
        Await.until("it ends", () -> back.connection().state() == Connection.State.ENDED);
        assertEquals(ErrorCode.DEVICE_REVOKED.name(), back.connection().code());
        assertEquals(ErrorCode.DEVICE_REVOKED.text(), back.connection().sentence());
        GodwitException said = assertThrows(GodwitException.class, back::devices);
        assertEquals(ErrorCode.DEVICE_REVOKED.name(), said.reason().code());
      }
    }
    CompletableFuture<String> told = new CompletableFuture<>();
    try (Godwit ann = Godwit.open(home, new Secret.KeyFile());
        Godwit.Listening _ =
            ann.listen(
                event -> {
                  if (event instanceof Event.Notice notice
                      && notice.code().startsWith("DEVICE_REMOVED")) {
                    told.complete(notice.code());
                  }
                })) {
      ann.connect();
      assertEquals("DEVICE_REMOVED_BY_NODE", told.join());
      assertTrue(ann.devices().getLast().revoked());
    }
  }

  /// By its key: the password is another device's.
  private static Me signedInAgain(Path home) {
    return Godwit.signIn(home, new Secret.KeyFile(), Optional.empty(), "no password");
  }

  /// Takes a device out without a word of the account's identity.
  private static void removedByTheNode(Path folder, DeviceId device) {
    Home home = new Home(folder);
    try (LocalStore store = LocalStore.open(home, HomeKey.read(home, new Secret.KeyFile()));
        HttpClient http = HttpClient.newHttpClient()) {
      String token = SignIn.Tokens.load(store).access();
      assertFalse(new NodeApi(http, HOMES.url()).delete("/v1/devices/" + device, token).isArray());
    }
  }

  @Test
  void aCodeWorksOnceAndForNobodyElse() {
    Path annHome = HOMES.register("ann.code");
    Path benHome = HOMES.register("ben.code");
    try (Godwit ann = HOMES.open(annHome);
        Godwit ben = HOMES.open(benHome)) {
      CompletableFuture<String> shown = new CompletableFuture<>();
      CompletableFuture<Me> linking = HOMES.linking("ann.code.phone", HOMES.url(), shown);
      String code = shown.join();
      String wrong = (code.charAt(0) == '1' ? "2" : "1") + code.substring(1);
      assertThrows(GodwitException.class, () -> ann.approve(wrong, 0));
      assertThrows(GodwitException.class, () -> ann.approve("no code", 0));
      assertEquals(ann.approve(code, 0).id(), linking.join().device());
      GodwitException again = assertThrows(GodwitException.class, () -> ben.approve(code, 0));
      assertEquals("LINKING_ANSWERED", again.reason().code());
    }
  }

  /// All bytes of both devices and the node, from before the linking until the history is there.
  @Test
  void whatTheNodeCarriesForALinkingHelpsNobodyWithoutTheCode() {
    String text = "meet me where the godwits rest";
    Path annHome = HOMES.register("ann.tap");
    Path benHome = HOMES.register("ben.tap");
    CompletableFuture<String> shown = new CompletableFuture<>();
    try (WireTap tap = WireTap.before(HOMES.url());
        Godwit ann = Godwit.open(annHome, new Secret.KeyFile(), Optional.of(tap.url()));
        Godwit ben = HOMES.open(benHome)) {
      ann.connect();
      ann.send(to("ben.tap"), text);
      awaitTexts(ben, "ann.tap", text);
      Path home = HOMES.link(ann, "ann.tap.phone", tap.url(), shown);
      List<byte[]> secrets = secrets(home);
      try (Godwit phone = Godwit.open(home, new Secret.KeyFile(), Optional.of(tap.url()))) {
        phone.connect();
        Await.until("the history is complete", () -> phone.progress().complete());
        awaitTexts(phone, "ben.tap", text);
        phone.send(to("ben.tap"), "from the phone");
        awaitTexts(ben, "ann.tap", text, "from the phone");
      }
      LinkCode code = LinkCode.parse(shown.join()).orElseThrow();
      Bytes place = code.place(new JvmCrypto(new SecureRandom()));
      assertTrue(tap.carried(hex(place.toArray())), "what is said over REST is seen");
      Bytes conversation = ann.conversations().getFirst().id().toBytes();
      assertTrue(tap.carried(conversation.toArray()), "what is said in frames is seen");
      secrets.add(code.digits().getBytes(US_ASCII));
      secrets.add(code.format().getBytes(US_ASCII));
      secrets.add(text.getBytes(US_ASCII));
      secrets.forEach(secret -> assertNotCarried(tap, secret));
    }
  }

  /// The account's identity and what the history is sealed under, on a device just linked.
  private static List<byte[]> secrets(Path folder) {
    Home home = new Home(folder);
    try (LocalStore store = LocalStore.open(home, HomeKey.read(home, new Secret.KeyFile()))) {
      Self self = Self.load(store).orElseThrow();
      Bytes archive = Json.bytes(Registrar.read(store, "shell/history").orElseThrow(), "key");
      return new ArrayList<>(List.of(self.identityKey().privateKey(), archive.toArray()));
    }
  }

  private static void assertNotCarried(WireTap tap, byte[] secret) {
    assertFalse(tap.carried(secret));
    assertFalse(tap.carried(hex(secret)));
    for (int before = 0; before < 3; before++) {
      byte[] shifted = Arrays.copyOfRange(secret, before, secret.length - secret.length % 3);
      assertFalse(tap.carried(Base64.getEncoder().withoutPadding().encode(shifted)));
    }
  }

  private static byte[] hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes).getBytes(US_ASCII);
  }

  @Test
  void bothSeeTheSameSafetyNumber() {
    Path annHome = HOMES.register("ann.number");
    Path benHome = HOMES.register("ben.number");
    try (Godwit ann = HOMES.open(annHome);
        Godwit ben = HOMES.open(benHome)) {
      String number = ann.verification(to("ben.number")).number();
      assertEquals(number, ben.verification(to("ann.number")).number());
      assertEquals(60, number.replace(" ", "").length());
    }
  }
}
