package dev.godwit.client;

import static dev.godwit.client.Homes.awaitTexts;
import static dev.godwit.client.Homes.texts;
import static dev.godwit.client.Homes.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.client.testing.Await;
import dev.godwit.device.content.Content;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.MessageState;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Linkings that go on beside each other, and those that one of the two does not live to see.
final class LinkingTest {
  @RegisterExtension static final Homes HOMES = new Homes();

  /// Two full parts of the archive and one that is not.
  private static final int REMEMBERED = 4_200;

  /// The newest of them; all others are years old.
  private static final int OF_TODAY = 10;

  private static final int PART_ROWS = 2_000;

  /// Somebody who has written to somebody else.
  private static Path talkative(String handle, String other) {
    Path home = HOMES.register(handle);
    Path otherHome = HOMES.register(other);
    try (Godwit here = HOMES.open(home);
        Godwit there = HOMES.open(otherHome)) {
      here.send(to(other), "before");
      awaitTexts(there, handle, "before");
    }
    return home;
  }

  /// The same with a long history.
  private static Path experienced(String handle, String other) {
    Path folder = talkative(handle, other);
    Home home = new Home(folder);
    try (LocalStore store = LocalStore.open(home, HomeKey.read(home, new Secret.KeyFile()))) {
      Me me = Identity.load(store, Optional.empty());
      ConversationId with = store.conversations().byHandle(other).orElseThrow().id();
      store.addOld(
          LongStream.rangeClosed(1, REMEMBERED).mapToObj(i -> remembered(me, with, i)).toList());
      store.apply(List.of(new Change.Put("shell/note/remembered", Bytes.EMPTY)));
    }
    return folder;
  }

  private static dev.godwit.device.step.Message remembered(Me me, ConversationId in, long number) {
    return new dev.godwit.device.step.Message(
        in,
        new EntryId(number, number),
        1_000 + number,
        0,
        me.account(),
        me.device(),
        number > REMEMBERED - OF_TODAY ? System.currentTimeMillis() : number,
        new MessageState.Sent(),
        new Content.Text("line " + number));
  }

  private static void assertSame(Godwit old, Godwit fresh, String with) {
    Await.until("the history is complete", () -> fresh.progress().complete());
    assertEquals(REMEMBERED + 1, texts(old, with).size());
    assertEquals(texts(old, with), texts(fresh, with));
  }

  private static CompletableFuture<DeviceInfo> approving(
      Godwit old, CompletableFuture<String> shown) {
    return shown.thenApplyAsync(code -> old.approve(code, 0), Thread::startVirtualThread);
  }

  @Test
  void twoDevicesAreLinkedAtOnce() {
    Path home = talkative("two.at.once", "two.at.once.friend");
    try (Godwit old = HOMES.open(home)) {
      var shownOne = new CompletableFuture<String>();
      var shownOther = new CompletableFuture<String>();
      CompletableFuture<Me> one = HOMES.linking("two.one", HOMES.url(), shownOne);
      CompletableFuture<Me> other = HOMES.linking("two.other", HOMES.url(), shownOther);
      CompletableFuture<DeviceInfo> first = approving(old, shownOne);
      assertEquals(approving(old, shownOther).join().id(), other.join().device());
      assertEquals(first.join().id(), one.join().device());
      try (Godwit left = HOMES.open(HOMES.folder("two.one"));
          Godwit right = HOMES.open(HOMES.folder("two.other"))) {
        awaitTexts(left, "two.at.once.friend", "before");
        left.send(to("two.at.once.friend"), "from the left");
        awaitTexts(right, "two.at.once.friend", "before", "from the left");
        right.send(to("two.at.once.friend"), "from the right");
        awaitTexts(old, "two.at.once.friend", "before", "from the left", "from the right");
        awaitTexts(left, "two.at.once.friend", "before", "from the left", "from the right");
        assertEquals(3, left.devices().size());
      }
    }
  }

  @Test
  void aNewDeviceThatDiesHalfwayGetsTheRestLater() throws InterruptedException {
    Path home = experienced("new.dies", "new.dies.friend");
    try (Godwit old = HOMES.open(home);
        WireTap tap = WireTap.before(HOMES.url()).breakAt("GET /v1/archives/[0-9a-f]+/2 ")) {
      Path fresh = HOMES.link(old, "new.dies.phone", tap.url(), new CompletableFuture<>());
      try (Godwit phone = Homes.open(fresh, tap.url())) {
        tap.awaitBroken();
        assertEquals(PART_ROWS, phone.progress().done());
      }
      try (Godwit phone = HOMES.open(fresh)) {
        assertSame(old, phone, "new.dies.friend");
      }
    }
  }

  @Test
  void aNewDeviceGetsAsManyDaysAsItIsGiven() {
    Path home = experienced("few.days", "few.days.friend");
    CompletableFuture<String> shown = new CompletableFuture<>();
    CompletableFuture<Me> linking = HOMES.linking("few.days.phone", HOMES.url(), shown);
    try (Godwit old = HOMES.open(home)) {
      assertEquals(old.approve(shown.join(), 1).id(), linking.join().device());
      try (Godwit phone = HOMES.open(HOMES.folder("few.days.phone"))) {
        Await.until("the history is complete", () -> phone.progress().complete());
        List<String> all = texts(old, "few.days.friend");
        assertEquals(
            all.subList(all.size() - OF_TODAY, all.size()), texts(phone, "few.days.friend"));
      }
    }
  }

  @Test
  void anOldDeviceThatDiesHalfwayGoesOnLater() throws InterruptedException {
    Path home = experienced("old.dies", "old.dies.friend");
    try (WireTap tap = WireTap.before(HOMES.url()).breakAt("POST /v1/archives/[0-9a-f]+/2 ")) {
      Path fresh;
      try (Godwit old = Homes.open(home, tap.url())) {
        fresh = HOMES.link(old, "old.dies.phone");
        tap.awaitBroken();
      }
      try (Godwit phone = HOMES.open(fresh)) {
        Await.until("the first part is there", () -> phone.progress().done() == PART_ROWS);
        assertFalse(phone.progress().complete());
        try (Godwit old = HOMES.open(home)) {
          assertSame(old, phone, "old.dies.friend");
          Await.until("nothing is left to be done", () -> !old.hosting());
        }
      }
    }
  }

  @Test
  void anOldDeviceThatDiesBeforeTheNodeKnowsTellsItLater() throws InterruptedException {
    Path home = talkative("old.silent", "old.silent.friend");
    var shown = new CompletableFuture<String>();
    CompletableFuture<Me> linking = HOMES.linking("old.silent.phone", HOMES.url(), shown);
    try (WireTap tap = WireTap.before(HOMES.url()).breakAt("POST /v1/devices ");
        Godwit old = Homes.open(home, tap.url())) {
      GodwitException e = assertThrows(GodwitException.class, () -> old.approve(shown.join(), 0));
      assertEquals(Reason.Local.NODE_UNREACHABLE, e.reason());
      tap.awaitBroken();
    }
    try (Godwit old = HOMES.open(home)) {
      assertEquals(old.me().account(), linking.join().account());
      try (Godwit phone = HOMES.open(HOMES.folder("old.silent.phone"))) {
        awaitTexts(phone, "old.silent.friend", "before");
      }
    }
  }

  @Test
  void aNewDeviceThatDiesBeforeItSignsInIsLinkedAllTheSame() {
    Path home = talkative("new.silent", "new.silent.friend");
    try (Godwit old = HOMES.open(home);
        WireTap tap = WireTap.before(HOMES.url()).breakAt("POST /v1/sessions/challenge ")) {
      var shown = new CompletableFuture<String>();
      CompletableFuture<Me> dying = HOMES.linking("new.silent.phone", tap.url(), shown);
      DeviceInfo linked = approving(old, shown).join();
      assertThrows(CompletionException.class, dying::join);
      var shownAgain = new CompletableFuture<String>();
      CompletableFuture<Me> again = HOMES.linking("new.silent.phone", HOMES.url(), shownAgain);
      assertEquals(linked.id(), again.join().device());
      assertFalse(shownAgain.isDone());
    }
  }

  @Test
  void aNewDeviceThatDiesBeforeItAcceptsShowsAnotherCode() {
    Path home = talkative("new.gone", "new.gone.friend");
    try (Godwit old = HOMES.open(home);
        WireTap tap = WireTap.before(HOMES.url()).breakAt("POST /v1/linkings/.*/acceptance ")) {
      var shown = new CompletableFuture<String>();
      CompletableFuture<Me> dying = HOMES.linking("new.gone.phone", tap.url(), shown);
      CompletableFuture<DeviceInfo> waiting = approving(old, shown);
      assertThrows(CompletionException.class, dying::join);
      var shownAgain = new CompletableFuture<String>();
      Path fresh = HOMES.link(old, "new.gone.phone", HOMES.url(), shownAgain);
      assertNotEquals(shown.join(), shownAgain.join());
      try (Godwit phone = HOMES.open(fresh)) {
        awaitTexts(phone, "new.gone.friend", "before");
      }
      assertFalse(waiting.isDone(), "it waits for as long as the code lives");
      assertEquals(2, old.devices().size());
    }
  }
}
