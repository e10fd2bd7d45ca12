package dev.godwit.gateway.rest;

import dev.godwit.core.account.AccessToken;
import dev.godwit.core.account.AttemptLimiter;
import dev.godwit.core.account.Reply;
import dev.godwit.core.log.StoreException;
import dev.godwit.gateway.rest.Route.Access;
import dev.godwit.gateway.rest.Route.Document;
import dev.godwit.gateway.rest.Route.Message;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers REST requests: finds the route, checks limits, token and shape, calls the handler, and
/// turns every failure into an error of the catalogue. Blocks; safe for several threads.
public final class Rest {
  private static final Logger LOG = LoggerFactory.getLogger(Rest.class);
  private static final long RETRY_AFTER_MILLIS = 1_000;

  private final RouteTable table;
  private final Services services;
  private final AttemptLimiter byAddress;
  private final AttemptLimiter byAccount;
  private final Semaphore atOnce;

  public Rest(Services services, RestLimits limits, InstantSource time) {
    this.table = new RouteTable(new Routes(services).all());
    this.services = services;
    this.byAddress = new AttemptLimiter(limits.byAddress(), time);
    this.byAccount = new AttemptLimiter(limits.byAccount(), time);
    this.atOnce = new Semaphore(limits.atOnceMax());
  }

  public RestAnswer answer(RestRequest request) {
    if (!atOnce.tryAcquire()) {
      return RestAnswer.error(ErrorCode.OVERLOADED, RETRY_AFTER_MILLIS);
    }
    try {
      return route(request);
    } catch (MalformedRequest malformed) {
      return RestAnswer.error(ErrorCode.MALFORMED_REQUEST, 0, malformed.at());
    } catch (StoreException failure) {
      return stored(failure);
    } catch (RuntimeException | Error mistake) {
      LOG.atError().setCause(mistake).log("A request failed");
      return RestAnswer.error(ErrorCode.INTERNAL, 0);
    } finally {
      atOnce.release();
    }
  }

  /// The template of the address, for measurements; `none` when there is no such address.
  public String template(String method, String uri) {
    return table.find(method, path(uri)) instanceof RouteTable.Match.Found found
        ? found.route().path()
        : "none";
  }

  private RestAnswer route(RestRequest request) {
    return switch (table.find(request.method(), path(request.uri()))) {
      case RouteTable.Match.Nothing _ -> RestAnswer.error(ErrorCode.NOT_FOUND, 0);
      case RouteTable.Match.OtherMethods(var allow) ->
          RestAnswer.error(ErrorCode.METHOD_NOT_ALLOWED, 0).withAllow(allow);
      case RouteTable.Match.Found(var route, var path) -> admit(request, route, path);
    };
  }

  private RestAnswer admit(RestRequest request, Route route, Map<String, String> path) {
    long wait = byAddress.take(request.address());
    if (wait > 0) {
      return RestAnswer.error(ErrorCode.RATE_LIMITED, wait);
    }
    if (route.access() == Access.OPEN) {
      return handle(request, route, path, Optional.empty());
    }
    return switch (services.tokens().check(request.bearer().token())) {
      case Reply.Refused<AccessToken>(var code, var retry) -> RestAnswer.error(code, retry);
      case Reply.Given<AccessToken>(var token) -> admit(request, route, path, token);
    };
  }

  private RestAnswer admit(
      RestRequest request, Route route, Map<String, String> path, AccessToken token) {
    long wait = byAccount.take(token.account().toString());
    return wait > 0
        ? RestAnswer.error(ErrorCode.RATE_LIMITED, wait)
        : handle(request, route, path, Optional.of(token));
  }

  private RestAnswer handle(
      RestRequest request, Route route, Map<String, String> path, Optional<AccessToken> token) {
    var query = new QueryStringDecoder(request.uri()).parameters();
    Map<String, Object> parameters = RouteTable.values(route, path, query);
    Object body = body(request, route);
    Asked asked = new Asked(parameters, body, token, request.address());
    return answer(route.handler().handle(asked));
  }

  private static Object body(RestRequest request, Route route) {
    return route.request() == Bodies.Nothing.class
        ? new Bodies.Nothing()
        : Decoder.decode(Encoder.parse(request.body()), route.request());
  }

  private static RestAnswer answer(Reply<?> reply) {
    return switch (reply) {
      case Reply.Refused<?>(var code, var retryAfter) -> RestAnswer.error(code, retryAfter);
      case Reply.Given<?>(var value) -> given(value);
    };
  }

  private static RestAnswer given(Object value) {
    return switch (value) {
      case Document document -> answer(document);
      case Message(var bytes) -> RestAnswer.document(RestAnswer.BYTES, bytes);
      default -> RestAnswer.json(value);
    };
  }

  private static RestAnswer answer(Document document) {
    Bytes body = Bytes.owned(document.text().getBytes(StandardCharsets.UTF_8));
    return RestAnswer.document(document.contentType(), body);
  }

  private static RestAnswer stored(StoreException failure) {
    return switch (failure) {
      case StoreException.Full _ -> RestAnswer.error(ErrorCode.STORE_FULL, RETRY_AFTER_MILLIS);
      case StoreException.Unavailable _, StoreException.Uncertain _ ->
          RestAnswer.error(ErrorCode.STORE_UNAVAILABLE, RETRY_AFTER_MILLIS);
      case StoreException.Corrupt _ -> {
        LOG.atError().setCause(failure).log("The store is damaged");
        yield RestAnswer.error(ErrorCode.INTERNAL, 0);
      }
    };
  }

  private static String path(String uri) {
    return new QueryStringDecoder(uri).path();
  }
}
