package dev.godwit.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where the store says who the home belongs to.
final class Identity {
  private static final String KEY = "shell/me";

  private Identity() {}

  static Optional<Me> find(DeviceStore store) {
    return store.get(KEY).map(Identity::parse);
  }

  static Me load(DeviceStore store) {
    return find(store)
        .orElseThrow(
            () ->
                new GodwitException(
                    Reason.Local.NOT_REGISTERED,
                    "There is no device in this home yet; make one with `godwit register"
                        + " HANDLE`."));
  }

  /// @param server takes the place of the one that is remembered
  static Me load(DeviceStore store, Optional<URI> server) {
    Me me = load(store);
    return new Me(me.account(), me.device(), me.handle(), server.orElse(me.server()));
  }

  static Change change(Me me) {
    String text =
        Json.object()
            .put("account", me.account().toString())
            .put("device", me.device().toString())
            .put("handle", me.handle())
            .put("server", me.server().toString())
            .toString();
    return new Change.Put(KEY, Bytes.owned(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Me parse(Bytes bytes) {
    try {
      JsonNode node = Json.MAPPER.readTree(new String(bytes.shared(), StandardCharsets.UTF_8));
      return new Me(
          AccountId.parse(Json.text(node, "account")),
          DeviceId.parse(Json.text(node, "device")),
          Json.text(node, "handle"),
          URI.create(Json.text(node, "server")));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new GodwitException(
          Reason.Local.HOME_DAMAGED,
          "The store of this home is damaged; restore the home from a backup.",
          e);
    }
  }
}
