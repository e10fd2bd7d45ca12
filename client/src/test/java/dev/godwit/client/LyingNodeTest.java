package dev.godwit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A node that lies about the devices of an account to one of them.
final class LyingNodeTest {
  @RegisterExtension static final Homes HOMES = new Homes();

  /// The list of devices as it is shown when the node alters its own so.
  private static List<DeviceInfo> shown(Path home, Consumer<ArrayNode> lie) {
    LyingNode.Lie about =
        (request, answer) ->
            Optional.of(request.equals("GET /v1/devices") ? altered(answer, lie) : answer);
    try (LyingNode node = LyingNode.before(HOMES.url(), about);
        Godwit godwit = Godwit.open(home, new Secret.KeyFile(), Optional.of(node.url()))) {
      return godwit.devices();
    }
  }

  private static byte[] altered(byte[] answer, Consumer<ArrayNode> lie) {
    try {
      JsonNode node = Json.MAPPER.readTree(answer);
      lie.accept((ArrayNode) node.path("devices"));
      return Json.MAPPER.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Does something, and waits until this device was told of it as of a change of its account.
  private static void awaitTold(Godwit godwit, String code, Runnable deed) {
    CompletableFuture<Void> told = new CompletableFuture<>();
    try (Godwit.Listening _ =
        godwit.listen(
            event -> {
              if (event instanceof Event.Notice notice && notice.code().equals(code)) {
                told.complete(null);
              }
            })) {
      deed.run();
      told.join();
    }
  }

  private static DeviceId phone(Godwit godwit) {
    return godwit.devices().stream()
        .filter(each -> !each.here())
        .map(DeviceInfo::id)
        .findFirst()
        .orElseThrow();
  }

  private static DeviceInfo only(List<DeviceInfo> devices, DeviceId id) {
    List<DeviceInfo> found = devices.stream().filter(each -> each.id().equals(id)).toList();
    assertEquals(1, found.size());
    return found.getFirst();
  }

  private static ObjectNode find(ArrayNode devices, DeviceId id) {
    for (JsonNode each : devices) {
      if (each.path("id").asText().equals(id.toString())) {
        return (ObjectNode) each;
      }
    }
    throw new AssertionError("the node did not tell of it");
  }

  private static void hide(ArrayNode devices, DeviceId id) {
    ObjectNode hidden = find(devices, id);
    for (int i = devices.size() - 1; i >= 0; i--) {
      if (devices.get(i).equals(hidden)) {
        devices.remove(i);
      }
    }
  }

  @Test
  void whatItHidesAddsOrSwapsIsShownAsThat() {
    Path home = HOMES.register("lied.to");
    DeviceId phone;
    try (Godwit godwit = HOMES.open(home)) {
      awaitTold(godwit, "DEVICE_LINKED", () -> HOMES.link(godwit, "lied.to.phone"));
      phone = phone(godwit);
      assertFalse(only(godwit.devices(), phone).hidden());
    }
    DeviceInfo hidden = only(shown(home, list -> hide(list, phone)), phone);
    assertTrue(hidden.hidden() && hidden.certified() && !hidden.revoked());

    DeviceId made = new DeviceId(1, 2);
    List<DeviceInfo> added =
        shown(home, list -> list.add(find(list, phone).deepCopy().put("id", made.toString())));
    assertFalse(only(added, made).certified());
    assertTrue(only(added, phone).certified());

    List<DeviceInfo> swapped =
        shown(home, list -> find(list, phone).set("certificate", list.get(0).path("certificate")));
    assertFalse(only(swapped, phone).certified());
  }

  /// Nine more devices than there are, as far as the old one is told.
  private static byte[] crowded(String request, byte[] answer) {
    return request.equals("GET /v1/devices")
        ? altered(
            answer,
            list -> {
              for (int i = 1; i < Limits.DEVICES_PER_ACCOUNT_MAX; i++) {
                list.add(((ObjectNode) list.get(0)).deepCopy().put("id", "" + new DeviceId(1, i)));
              }
            })
        : answer;
  }

  @Test
  void whenThereIsNoRoomNothingIsHandedOverAndTheCodeStaysGood() {
    Path home = HOMES.register("no.room");
    CompletableFuture<String> shown = new CompletableFuture<>();
    CompletableFuture<Me> linking = HOMES.linking("no.room.phone", HOMES.url(), shown);
    try (LyingNode node =
            LyingNode.before(
                HOMES.url(), (request, answer) -> Optional.of(crowded(request, answer)));
        Godwit old = Godwit.open(home, new Secret.KeyFile(), Optional.of(node.url()))) {
      GodwitException full =
          assertThrows(GodwitException.class, () -> old.approve(shown.join(), 0));
      assertEquals("TOO_MANY_DEVICES", full.reason().code());
    }
    try (Godwit old = HOMES.open(home)) {
      assertEquals(old.approve(shown.join(), 0).id(), linking.join().device());
    }
  }

  @Test
  void whatItBringsBackStaysRevoked() {
    Path home = HOMES.register("lied.again");
    DeviceId phone;
    try (Godwit godwit = HOMES.open(home)) {
      awaitTold(godwit, "DEVICE_LINKED", () -> HOMES.link(godwit, "lied.again.phone"));
      phone = phone(godwit);
      awaitTold(godwit, "DEVICE_REMOVED", () -> godwit.revoke(phone));
    }
    List<DeviceInfo> back =
        shown(home, list -> find(list, phone).put("revoked", false).remove("revocation"));
    assertTrue(only(back, phone).revoked());
    assertTrue(shown(home, list -> hide(list, phone)).stream().noneMatch(DeviceInfo::hidden));
  }
}
