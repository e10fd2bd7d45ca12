package dev.godwit.gateway.site;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells requests that a page of another origin makes. Only browsers say where a page comes from;
/// other clients say nothing, and are let through.
public final class CrossSite {
  private static final String INTERFACE = "/v1/";
  private static final String FETCH_SITE = "sec-fetch-site";

  /// The page of this node, or the person themselves.
  private static final Set<String> OURS = Set.of("same-origin", "none");

  private CrossSite() {}

  /// Whether this is a request to the node's interface from a page that is not the node's.
  public static boolean isFromElsewhere(FullHttpRequest request, String path) {
    if (!path.startsWith(INTERFACE)) {
      return false;
    }
    @Nullable String site = request.headers().get(FETCH_SITE);
    if (site != null) {
      return !OURS.contains(site.toLowerCase(Locale.ROOT));
    }
    @Nullable String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    return origin != null && !isHost(origin, request.headers().get(HttpHeaderNames.HOST));
  }

  private static boolean isHost(String origin, @Nullable String host) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
