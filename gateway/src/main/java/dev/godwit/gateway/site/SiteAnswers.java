package dev.godwit.gateway.site;

import dev.godwit.wire.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Arrays;
import java.util.Optional;

/// Answers requests for the web client's files.
///
/// Hashed files may be kept for ever; all others are asked about each time, and answered with
/// "not modified" while they are the same, so the page is never stale.
public final class SiteAnswers {
  /// Nothing is loaded from elsewhere, and neither script nor style is written into the page; the
  /// cryptography is WebAssembly.
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self' 'wasm-unsafe-eval'",
          "style-src 'self'",
          "img-src 'self' blob:",
          "font-src 'self'",
          "connect-src 'self'",
          "worker-src 'self'",
          "manifest-src 'self'",
          "frame-ancestors 'none'",
          "base-uri 'none'",
          "form-action 'none'");

  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_EACH_TIME = "no-cache";

  private final Site site;

  public SiteAnswers(Site site) {
    this.site = site;
  }

  /// The answer, when the address is one of the web client's.
  public Optional<FullHttpResponse> answer(FullHttpRequest request, String path) {
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    return reads ? site.find(path).map(file -> answer(request, file)) : Optional.empty();
  }

  private static FullHttpResponse answer(FullHttpRequest request, SiteFile file) {
    String tag = '"' + file.sha256() + '"';
    boolean known =
        !file.sha256().isEmpty() && accepts(request, HttpHeaderNames.IF_NONE_MATCH, tag);
    Form form = known ? new Form("", Bytes.EMPTY) : form(request, file);
    FullHttpResponse response = response(request, form, known);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, file.type());
    headers.set(HttpHeaderNames.CACHE_CONTROL, file.immutable() ? FOR_EVER : ASK_EACH_TIME);
    headers.set(HttpHeaderNames.VARY, "accept-encoding");
    if (!file.sha256().isEmpty()) {
      headers.set(HttpHeaderNames.ETAG, tag);
    }
    if (!form.encoding().isEmpty()) {
      headers.set(HttpHeaderNames.CONTENT_ENCODING, form.encoding());
    }
    secure(headers);
    return response;
  }

  private static FullHttpResponse response(FullHttpRequest request, Form form, boolean known) {
    boolean withBody = !known && !request.method().equals(HttpMethod.HEAD);
    ByteBuf body = withBody ? Unpooled.wrappedBuffer(form.bytes().shared()) : Unpooled.EMPTY_BUFFER;
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            known ? HttpResponseStatus.NOT_MODIFIED : HttpResponseStatus.OK,
            body);
    if (!known) {
      response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, form.bytes().size());
    }
    return response;
  }

  /// One form of a file; the encoding is empty for the plain one.
  private record Form(String encoding, Bytes bytes) {}

  private static Optional<Form> form(
      FullHttpRequest request, String encoding, Optional<Resource> form) {
    return form.filter(_ -> accepts(request, HttpHeaderNames.ACCEPT_ENCODING, encoding))
        .map(resource -> new Form(encoding, resource.bytes()));
  }

  private static Form form(FullHttpRequest request, SiteFile file) {
    return form(request, "br", file.brotli())
        .or(() -> form(request, "gzip", file.gzip()))
        .orElseGet(() -> new Form("", file.plain().bytes()));
  }

  /// Whether one of the header's comma-separated values is this one; weights do not matter to
  /// browsers, but a weight of zero means no.
  private static boolean accepts(FullHttpRequest request, CharSequence header, String value) {
    return request.headers().getAll(header).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip)
        .filter(each -> !each.replace(" ", "").endsWith(";q=0"))
        .map(each -> each.split(";", -1)[0].strip())
        .anyMatch(each -> each.equals(value) || each.equals("W/" + value));
  }

  private static void secure(HttpHeaders headers) {
    headers.set("content-security-policy", POLICY);
    headers.set("cross-origin-opener-policy", "same-origin");
    headers.set("cross-origin-resource-policy", "same-origin");
    headers.set("permissions-policy", "geolocation=(), payment=(), usb=()");
    headers.set("referrer-policy", "no-referrer");
    headers.set("x-content-type-options", "nosniff");
    headers.set("x-frame-options", "DENY");
  }
}
