package dev.godwit.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The device's sign-in at its node: a short access token, and a refresh token that is good once.
///
/// A new pair is durable before it is used. When the answer with a new pair was lost for so long
/// that the node refuses the old one, the device signs in anew by its key. Safe for several
/// threads; at most one refreshes.
final class SignIn {
  static final String KEY = "shell/tokens";

  /// A token that ends so soon is refreshed before it is used.
  private static final long EARLY_MILLIS = 30_000;

  /// What the node handed out.
  record Tokens(String access, String refresh, long expiresMillis) {

    /// Reads them from an answer; their time runs from `now`, by this machine's clock.
    static Tokens of(JsonNode answer, long now) {
      return new Tokens(
          Json.text(answer, "accessToken"),
          Json.text(answer, "refreshToken"),
          now + answer.path("expiresSeconds").asLong() * 1_000);
    }

    Change change() {
      String text =
          Json.object()
              .put("access", access)
              .put("refresh", refresh)
              .put("expires", expiresMillis)
              .toString();
      return new Change.Put(KEY, Bytes.owned(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Tokens load(DeviceStore store) {
      Bytes bytes =
          store.get(KEY).orElseThrow(() -> GodwitException.refused(ErrorCode.UNAUTHORIZED));
      try {
        JsonNode node = Json.MAPPER.readTree(new String(bytes.shared(), StandardCharsets.UTF_8));
        return new Tokens(
            Json.text(node, "access"), Json.text(node, "refresh"), node.path("expires").asLong());
      } catch (JsonProcessingException | IllegalArgumentException e) {
        throw new GodwitException(
            Reason.Local.HOME_DAMAGED, "The store of this home is damaged; sign in again.", e);
      }
    }

    /// Tells no token.
    @Override
    public String toString() {
      return "Tokens[" + expiresMillis + "]";
    }
  }

  private final NodeApi api;
  private final Supplier<JsonNode> byKey;
  private final Consumer<Change> persist;
  private final LongSupplier clock;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile Tokens tokens;

  /// @param byKey signs the device in by its key
  /// @param persist makes a change durable before it returns
  SignIn(
      NodeApi api,
      Tokens tokens,
      Supplier<JsonNode> byKey,
      Consumer<Change> persist,
      LongSupplier clock) {
    this.api = api;
    this.byKey = byKey;
    this.tokens = tokens;
    this.persist = persist;
    this.clock = clock;
  }

  /// A token that is good at this moment. May ask the node, and throws as [NodeApi] does.
  String access() {
    Tokens current = tokens;
    boolean early = current.expiresMillis() - clock.getAsLong() < EARLY_MILLIS;
    return early ? refresh(current) : current.access();
  }

  /// Does something with a token, once more with a fresh one if the node says that it has expired
  /// or is over: a device that was removed learns that then.
  <T> T authorized(Function<String, T> action) {
    Tokens current = tokens;
    try {
      return action.apply(access());
    } catch (GodwitException e) {
      if (!isExpired(e) && !isOver(e)) {
        throw e;
      }
      return action.apply(refresh(current));
    }
  }

  private static boolean isExpired(GodwitException e) {
    return e.reason() instanceof Reason.Refused(var error, _) && error == ErrorCode.TOKEN_EXPIRED;
  }

  /// Gets a new pair unless another thread has got one since `old`.
  String refresh(Tokens old) {
    refreshing.lock();
    try {
      if (tokens.refresh().equals(old.refresh())) {
        Tokens fresh = Tokens.of(renewed(old), clock.getAsLong());
        persist.accept(fresh.change());
        tokens = fresh;
      }
      return tokens.access();
    } catch (IllegalArgumentException e) {
      throw api.notUnderstood();
    } finally {
      refreshing.unlock();
    }
  }

  private JsonNode renewed(Tokens old) {
    try {
      return api.post("/v1/sessions/refresh", Json.object().put("refreshToken", old.refresh()));
    } catch (GodwitException e) {
      if (!isOver(e)) {
        throw e;
      }
      return byKey.get();
    }
  }

  /// The node has ended this sign-in, or does not know it: the device's key is good all the same.
  private static boolean isOver(GodwitException e) {
    return e.reason() instanceof Reason.Refused(var error, _)
        && (error == ErrorCode.TOKEN_REUSED || error == ErrorCode.UNAUTHORIZED);
  }

  Tokens tokens() {
    return tokens;
  }
}
