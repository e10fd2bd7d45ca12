package dev.godwit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.device.Linking;
import dev.godwit.device.Registration;
import dev.godwit.device.link.LinkCode;
import dev.godwit.device.link.NewDevice;
import dev.godwit.device.step.Change;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes this home a device of an account that is there already.
///
/// The keys are durable before the old device hears of them. When this ends halfway, trying again
/// signs in if the old device has linked this one, and begins anew if it has not.
final class Linker {
  private static final String KEY = "shell/linking";

  /// How long the old device may take to tell the node of this one.
  private static final int SIGN_IN_TRIES_MAX = 120;

  private final LocalStore store;
  private final NodeApi api;
  private final LinkApi links;
  private final Crypto crypto;

  Linker(LocalStore store, NodeApi api, Crypto crypto) {
    this.store = store;
    this.api = api;
    this.links = new LinkApi(api);
    this.crypto = crypto;
  }

  /// Shows a code, waits for an old device, and becomes one of the account's.
  ///
  /// @param onCode is told the code; called once, unless this home was let in before
  Me link(Consumer<LinkCode> onCode) {
    requireEmpty();
    Optional<Me> before = resumed();
    if (before.isPresent()) {
      return before.get();
    }
    NewDevice device = NewDevice.begin(crypto, Platform.name());
    links.offer(device.place(), device.offer());
    onCode.accept(device.code());
    Bytes answer = links.awaitAnswer(device.place());
    NewDevice.Admitted admitted =
        device.open(answer).orElseThrow(() -> GodwitException.refused(ErrorCode.LINKING_ANSWERED));
    Linking.Linked linked = Linking.take(crypto, admitted);
    keep(linked);
    links.accept(device.place(), linked.acceptance());
    return signIn(pending(linked));
  }

  /// The account under a new identity, with this as its only device.
  Me beginAnew(String handle, String password) {
    requireEmpty();
    ObjectNode whose = Json.object().put("handle", handle).put("password", password);
    AccountId account =
        AccountId.parse(Json.text(api.post("/v1/sessions/whose", whose), "account"));
    long now = api.time().orElseGet(System::currentTimeMillis);
    Registration made = Linking.beginAnew(crypto, account, Platform.name(), now);
    ObjectNode body = whose.put("identityKey", Json.base64(made.identityKey()));
    body.putObject("device")
        .put("id", made.device().toString())
        .put("certificate", Json.base64(made.certificate()));
    JsonNode answer = api.post("/v1/sessions/new-identity", body);
    Me me = new Me(account, made.device(), handle, api.server());
    SignIn.Tokens tokens = SignIn.Tokens.of(answer, System.currentTimeMillis());
    List<Change> changes = new ArrayList<>(made.changes());
    changes.add(Identity.change(me));
    changes.add(tokens.change());
    store.apply(changes);
    publish(tokens, NodeCalls.uploads(made.keyPackages()));
    return me;
  }

  private void requireEmpty() {
    if (Identity.find(store).isPresent()) {
      throw new GodwitException(
          Reason.Local.ALREADY_REGISTERED,
          "There is a device in this home already; choose another folder with --home.");
    }
  }

  private void keep(Linking.Linked linked) {
    List<Change> changes = new ArrayList<>(linked.changes());
    changes.add(put(KEY, pending(linked)));
    store.apply(changes);
  }

  private static ObjectNode pending(Linking.Linked linked) {
    ObjectNode pending =
        Json.object()
            .put("account", linked.account().toString())
            .put("device", linked.device().toString())
            .put("handle", linked.handle())
            .put("archive", Json.base64(linked.archive()))
            .put("archiveKey", Json.base64(linked.archiveKey()));
    pending.set("keyPackages", NodeCalls.uploads(linked.keyPackages()));
    return pending;
  }

  /// Signs in if an attempt before has come so far; otherwise forgets it.
  private Optional<Me> resumed() {
    Optional<ObjectNode> pending = Registrar.read(store, KEY);
    if (pending.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(once(pending.get()));
    } catch (GodwitException e) {
      if (!isRefused(e, ErrorCode.BAD_CREDENTIALS)) {
        throw e;
      }
      forget();
      return Optional.empty();
    }
  }

  private void forget() {
    List<Change> changes = new ArrayList<>();
    store.scan("").keySet().forEach(key -> changes.add(new Change.Delete(key)));
    store.apply(changes);
  }

  private Me signIn(ObjectNode pending) {
    for (int tries = 0; tries < SIGN_IN_TRIES_MAX; tries++) {
      try {
        return once(pending);
      } catch (GodwitException e) {
        if (!isRefused(e, ErrorCode.BAD_CREDENTIALS)) {
          throw e;
        }
        LinkApi.rest();
      }
    }
    throw new GodwitException(
        Reason.Local.TIMED_OUT,
        "Your other device took the code, but has not told the node of this one; see what it says"
            + " there, then link again.");
  }

  private Me once(ObjectNode pending) {
    AccountId account = AccountId.parse(Json.text(pending, "account"));
    DeviceId device = DeviceId.parse(Json.text(pending, "device"));
    JsonNode answer = new KeySignIn(store, api, crypto).signIn(account, device);
    SignIn.Tokens tokens = SignIn.Tokens.of(answer, System.currentTimeMillis());
    publish(tokens, pending.path("keyPackages"));
    Me me = new Me(account, device, Json.text(pending, "handle"), api.server());
    var history =
        HistoryReceiver.begin(Json.bytes(pending, "archive"), Json.bytes(pending, "archiveKey"));
    store.apply(List.of(Identity.change(me), tokens.change(), history, new Change.Delete(KEY)));
    return me;
  }

  private void publish(SignIn.Tokens tokens, JsonNode keyPackages) {
    ObjectNode body = Json.object();
    body.set("keyPackages", keyPackages);
    api.post("/v1/key-packages", tokens.access(), body);
  }

  private static boolean isRefused(GodwitException e, ErrorCode code) {
    return e.reason() instanceof Reason.Refused(var error, _) && error == code;
  }

  static Change put(String key, JsonNode node) {
    byte[] text = node.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new Change.Put(key, Bytes.owned(text));
  }
}
