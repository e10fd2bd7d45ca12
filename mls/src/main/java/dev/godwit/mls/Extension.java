package dev.godwit.mls;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An extension of a key package, leaf node, group context or group info (RFC 9420 §7.2, §13.4).
public record Extension(int type, Bytes data) {
  public static final int APPLICATION_ID = 0x0001;
  public static final int RATCHET_TREE = 0x0002;
  public static final int REQUIRED_CAPABILITIES = 0x0003;
  public static final int EXTERNAL_PUB = 0x0004;
  public static final int EXTERNAL_SENDERS = 0x0005;

  /// Marks a key package that may be used more than once (§16.8).
  public static final int LAST_RESORT = 0x000a;

  private static final int DEFAULT_MAX = EXTERNAL_SENDERS;

  public static Extension applicationId(Bytes id) {
    return new Extension(APPLICATION_ID, Bytes.wrap(new Writer().vector(id).toBytes()));
  }

  public static Extension requiredCapabilities(RequiredCapabilities required) {
    return new Extension(REQUIRED_CAPABILITIES, required.encoded());
  }

  public static Extension externalSenders(List<ExternalSender> senders) {
    return new Extension(EXTERNAL_SENDERS, ExternalSender.encoded(senders));
  }

  static Extension lastResort() {
    return new Extension(LAST_RESORT, Bytes.EMPTY);
  }

  /// Whether every client has to know the type, so that capabilities do not list it (§7.2).
  static boolean isDefault(int type) {
    return type >= APPLICATION_ID && type <= DEFAULT_MAX;
  }

  static Extension read(Reader in) {
    return new Extension(in.uint16(), in.bytes());
  }

  void write(Writer out) {
    out.uint16(type).vector(data);
  }

  /// A list in which no type may occur twice (§13.4).
  static List<Extension> readList(Reader in) {
    List<Extension> extensions = in.list(Extension::read);
    requireDistinct(extensions);
    return extensions;
  }

  static void requireDistinct(List<Extension> extensions) {
    Set<Integer> types = new HashSet<>();
    for (Extension extension : extensions) {
      Rule.DUPLICATE_EXTENSION.require(types.add(extension.type));
    }
  }

  static void writeList(Writer out, List<Extension> extensions) {
    int vector = out.begin();
    for (Extension extension : extensions) {
      extension.write(out);
    }
    out.end(vector);
  }

  static Optional<Extension> find(List<Extension> extensions, int type) {
    for (Extension extension : extensions) {
      if (extension.type == type) {
        return Optional.of(extension);
      }
    }
    return Optional.empty();
  }
}
