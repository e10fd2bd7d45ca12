package dev.godwit.mls;

import java.util.List;

/// What every member of a group must support (RFC 9420 §11.1).
public record RequiredCapabilities(
    List<Integer> extensions, List<Integer> proposals, List<Integer> credentials) {
  static final RequiredCapabilities NONE =
      new RequiredCapabilities(List.of(), List.of(), List.of());

  public RequiredCapabilities {
    extensions = List.copyOf(extensions);
    proposals = List.copyOf(proposals);
    credentials = List.copyOf(credentials);
  }

  /// What these extensions of a group context require.
  static RequiredCapabilities of(List<Extension> extensions) {
    return Extension.find(extensions, Extension.REQUIRED_CAPABILITIES)
        .map(extension -> Reader.whole(extension.data().array(), RequiredCapabilities::read))
        .orElse(NONE);
  }

  private static RequiredCapabilities read(Reader in) {
    return new RequiredCapabilities(in.uint16s(), in.uint16s(), in.uint16s());
  }

  Bytes encoded() {
    Writer out = new Writer();
    out.uint16s(extensions).uint16s(proposals).uint16s(credentials);
    return Bytes.wrap(out.toBytes());
  }
}
