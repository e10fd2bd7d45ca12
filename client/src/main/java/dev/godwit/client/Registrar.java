package dev.godwit.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.device.Device;
import dev.godwit.device.Registration;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes an account with this device, or signs the device in again.
///
/// The keys are durable before the node hears of them, so a registration whose answer was lost is
/// simply done again: the node knows the account by its id.
final class Registrar {
  private static final String KEY = "shell/registration";
  private static final String DEVICE_KEY = "shell/device";

  private final LocalStore store;
  private final NodeApi api;
  private final Crypto crypto;

  Registrar(LocalStore store, NodeApi api, Crypto crypto) {
    this.store = store;
    this.api = api;
    this.crypto = crypto;
  }

  /// What the node is told of a new device.
  private record Introduction(AccountId account, DeviceId device, ObjectNode body) {}

  Me register(String handle, String password) {
    if (Identity.find(store).isPresent()) {
      throw new GodwitException(
          Reason.Local.ALREADY_REGISTERED,
          "There is a device in this home already; choose another folder with --home.");
    }
    Optional<Introduction> before = saved();
    Introduction introduction = before.orElseGet(this::make);
    ObjectNode body = introduction.body().put("handle", handle).put("password", password);
    return finish(introduction, handle, answer(introduction, body, before.isPresent()));
  }

  /// An attempt that was made before may have succeeded without its answer coming here: then the
  /// handle is taken by this very device, which can sign in.
  private JsonNode answer(Introduction introduction, ObjectNode body, boolean again) {
    try {
      return api.post("/v1/accounts", body);
    } catch (GodwitException e) {
      if (again && isThere(e)) {
        return signInInstead(introduction, body, e);
      }
      throw e;
    }
  }

  private JsonNode signInInstead(Introduction introduction, ObjectNode body, GodwitException why) {
    try {
      return signIn(introduction, body);
    } catch (GodwitException e) {
      throw e.reason() instanceof Reason.Refused ? why : e;
    }
  }

  private static boolean isThere(GodwitException e) {
    return e.reason() instanceof Reason.Refused(var error, _)
        && (error == ErrorCode.ACCOUNT_EXISTS || error == ErrorCode.HANDLE_TAKEN);
  }

  private JsonNode signIn(Introduction introduction, ObjectNode body) {
    ObjectNode request =
        Json.object()
            .put("handle", Json.text(body, "handle"))
            .put("password", Json.text(body, "password"));
    request.set("device", introduction.body().path("device"));
    return api.post("/v1/sessions", request);
  }

  private Me finish(Introduction introduction, String handle, JsonNode answer) {
    try {
      Me me =
          new Me(
              introduction.account(),
              introduction.device(),
              handle.toLowerCase(Locale.ROOT),
              api.server());
      SignIn.Tokens tokens = SignIn.Tokens.of(answer, System.currentTimeMillis());
      store.apply(
          List.of(
              Identity.change(me),
              tokens.change(),
              put(DEVICE_KEY, introduction.body().path("device")),
              new Change.Delete(KEY)));
      return me;
    } catch (IllegalArgumentException e) {
      throw api.notUnderstood();
    }
  }

  private Introduction make() {
    long now = api.time().orElseGet(System::currentTimeMillis);
    Registration made = Device.register(crypto, Platform.name(), now);
    ObjectNode body = Json.object();
    body.put("account", made.account().toString());
    body.put("identityKey", Json.base64(made.identityKey()));
    body.putObject("device")
        .put("id", made.device().toString())
        .put("certificate", Json.base64(made.certificate()));
    body.set("keyPackages", NodeCalls.uploads(made.keyPackages()));
    List<Change> changes = new ArrayList<>(made.changes());
    changes.add(new Change.Put(KEY, Bytes.owned(body.toString().getBytes(StandardCharsets.UTF_8))));
    store.apply(changes);
    return introduction(body);
  }

  private static Change put(String key, JsonNode node) {
    return new Change.Put(key, Bytes.owned(node.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<Introduction> saved() {
    return read(KEY).map(Registrar::introduction);
  }

  private Optional<ObjectNode> read(String key) {
    return read(store, key);
  }

  /// What the SDK has put into the store under a key.
  static Optional<ObjectNode> read(DeviceStore store, String key) {
    return store.get(key).map(Registrar::parse);
  }

  private static ObjectNode parse(Bytes bytes) {
    try {
      String text = new String(bytes.shared(), StandardCharsets.UTF_8);
      return (ObjectNode) Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new GodwitException(
          Reason.Local.HOME_DAMAGED,
          "The store of this home is damaged; start with an empty folder.",
          e);
    }
  }

  private static Introduction introduction(ObjectNode body) {
    return new Introduction(
        AccountId.parse(Json.text(body, "account")),
        DeviceId.parse(Json.text(body.path("device"), "id")),
        body);
  }

  /// Signs the device of this home in again, after its sign-in was ended. One that another device
  /// has let in does so by its key.
  Me signInAgain(String password) {
    Me me = Identity.load(store);
    try {
      JsonNode answer =
          read(DEVICE_KEY)
              .map(device -> byPassword(me, password, device))
              .orElseGet(() -> new KeySignIn(store, api, crypto).signIn(me.account(), me.device()));
      store.apply(List.of(SignIn.Tokens.of(answer, System.currentTimeMillis()).change()));
      return me;
    } catch (IllegalArgumentException e) {
      throw api.notUnderstood();
    }
  }

  /// Of an account that was begun anew meanwhile this is no device any more.
  private JsonNode byPassword(Me me, String password, ObjectNode device) {
    ObjectNode request = Json.object().put("handle", me.handle()).put("password", password);
    request.set("device", device);
    try {
      return api.post("/v1/sessions", request);
    } catch (GodwitException e) {
      if (e.reason() instanceof Reason.Refused(var error, _)
          && error == ErrorCode.CERTIFICATE_INVALID) {
        throw GodwitException.refused(ErrorCode.DEVICE_REVOKED);
      }
      throw e;
    }
  }
}
