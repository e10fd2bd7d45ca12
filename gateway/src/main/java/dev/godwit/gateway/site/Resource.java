package dev.godwit.gateway.site;

import dev.godwit.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A resource of the class path, read when it is first asked for and kept from then on. Reading
/// takes a millisecond or two; two threads that ask at once may both read.
final class Resource {
  private final URL url;
  private volatile @Nullable Bytes kept;

  private Resource(URL url) {
    this.url = url;
  }

  static Optional<Resource> find(ClassLoader loader, String name) {
    return Optional.ofNullable(loader.getResource(name)).map(Resource::new);
  }

  /// Throws UncheckedIOException.
  Bytes bytes() {
    Bytes read = kept;
    if (read == null) {
      read = read();
      kept = read;
    }
    return read;
  }

  private Bytes read() {
    try (InputStream in = url.openStream()) {
      return Bytes.owned(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("A file of the web client cannot be read", e);
    }
  }
}
