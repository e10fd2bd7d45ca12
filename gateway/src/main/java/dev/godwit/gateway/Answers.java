package dev.godwit.gateway;

import dev.godwit.gateway.rest.RestAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Puts answers into HTTP.
final class Answers {
  private static final long MILLIS_PER_SECOND = 1_000;

  // RFC 9110 section 5.6.7; the JDK's own format has days of one digit.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  private record Dated(long second, String text) {}

  private static volatile Dated dated = new Dated(Long.MIN_VALUE, "");

  private Answers() {}

  /// @param body what of the answer's is to be written: nothing for HEAD, whose headers are the
  // same
  static FullHttpResponse of(RestAnswer answer, ByteBuf body) {
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), body);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().size());
    headers.set(HttpHeaderNames.DATE, date(Instant.now()));
    secure(headers);
    if (answer.retryAfterMillis() > 0) {
      headers.set(HttpHeaderNames.RETRY_AFTER, seconds(answer.retryAfterMillis()));
    }
    if (!answer.allow().isEmpty()) {
      headers.set(HttpHeaderNames.ALLOW, answer.allow());
    }
    return response;
  }

  /// The last answer on its connection.
  static FullHttpResponse closing(RestAnswer answer) {
    FullHttpResponse response = of(answer, Unpooled.wrappedBuffer(answer.body().shared()));
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }

  /// Written once for all answers of a second.
  private static String date(Instant now) {
    Dated last = dated;
    if (last.second() == now.getEpochSecond()) {
      return last.text();
    }
    Dated next = new Dated(now.getEpochSecond(), DATE.format(now.atOffset(ZoneOffset.UTC)));
    dated = next;
    return next.text();
  }

  private static void secure(HttpHeaders headers) {
    headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    headers.set("x-content-type-options", "nosniff");
    headers.set("x-frame-options", "DENY");
    headers.set("referrer-policy", "no-referrer");
    headers.set("cross-origin-resource-policy", "same-origin");
    headers.set(
        "content-security-policy",
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none';"
            + " form-action 'none'");
  }

  private static long seconds(long millis) {
    return (millis + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
  }
}
