package dev.godwit.gateway.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// All files of the web client. Which there are is known from the start; each is read when
/// somebody first asks for it, and kept in memory (about 5 MB, if all are).
///
/// The build writes them under `web/` with a list, `integrity.json`, that says each one's path,
/// type and SHA-256. Without that list there is no web client.
public final class Site {
  public static final Site EMPTY = new Site(Map.of());

  private static final String FOLDER = "web";
  private static final String LIST = "/integrity.json";
  private static final String PAGE = "/index.html";

  /// Where hashed files are.
  private static final String ASSETS = "/assets/";

  private final Map<String, SiteFile> files;

  private Site(Map<String, SiteFile> files) {
    this.files = Map.copyOf(files);
  }

  /// Reads the web client that the loader's class path has; [#EMPTY] when it has none.
  ///
  /// Throws IOException when a listed file is not there.
  public static Site load(ClassLoader loader) throws IOException {
    Optional<Resource> list = find(loader, LIST);
    return list.isPresent() ? new Site(files(loader, list.get())) : EMPTY;
  }

  private static Map<String, SiteFile> files(ClassLoader loader, Resource list) throws IOException {
    Map<String, SiteFile> files = new HashMap<>();
    for (JsonNode entry : new ObjectMapper().readTree(list.bytes().shared()).path("files")) {
      SiteFile file = file(loader, entry);
      files.put(file.path(), file);
    }
    files.put(
        LIST,
        new SiteFile(
            LIST, "application/json", "", false, list, Optional.empty(), Optional.empty()));
    return files;
  }

  private static SiteFile file(ClassLoader loader, JsonNode entry) throws IOException {
    String path = entry.path("path").asText();
    Resource plain = find(loader, path).orElseThrow(() -> new IOException("A file is not there"));
    return new SiteFile(
        path,
        entry.path("type").asText(),
        entry.path("sha256").asText(),
        path.startsWith(ASSETS),
        plain,
        find(loader, path + ".gz"),
        find(loader, path + ".br"));
  }

  private static Optional<Resource> find(ClassLoader loader, String path) {
    return Resource.find(loader, FOLDER + path);
  }

  /// The file at an address. Invitations and the like are addresses of the one page, which reads
  /// the rest of the address itself.
  Optional<SiteFile> find(String path) {
    String name = path.equals("/") || path.equals("/join") ? PAGE : path;
    return Optional.ofNullable(files.get(name));
  }
}
