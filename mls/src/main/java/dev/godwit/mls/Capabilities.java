package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import java.util.ArrayList;
import java.util.List;

/// What a client supports (RFC 9420 §7.2). Types that every client has to know are not listed.
public record Capabilities(
    List<Integer> versions,
    List<Integer> cipherSuites,
    List<Integer> extensions,
    List<Integer> proposals,
    List<Integer> credentials) {
  public Capabilities {
    versions = List.copyOf(versions);
    cipherSuites = List.copyOf(cipherSuites);
    extensions = List.copyOf(extensions);
    proposals = List.copyOf(proposals);
    credentials = List.copyOf(credentials);
  }

  /// What this client supports, without any GREASE (§13.5).
  static Capabilities of(List<CipherSuite> suites, Support support) {
    return new Capabilities(
        List.of(Protocol.MLS10),
        suites.stream().map(CipherSuite::id).toList(),
        support.extensions(),
        support.proposals(),
        support.credentials());
  }

  Capabilities withExtension(int type) {
    if (Extension.isDefault(type) || extensions.contains(type)) {
      return this;
    }
    return new Capabilities(versions, cipherSuites, with(extensions, type), proposals, credentials);
  }

  /// With one reserved value in each list that may hold one (§13.5).
  Capabilities withGrease(Grease grease) {
    return new Capabilities(
        versions,
        with(cipherSuites, grease.value()),
        with(extensions, grease.value()),
        with(proposals, grease.value()),
        with(credentials, grease.value()));
  }

  private static List<Integer> with(List<Integer> list, int value) {
    List<Integer> longer = new ArrayList<>(list);
    longer.add(value);
    return longer;
  }

  static Capabilities read(Reader in) {
    return new Capabilities(in.uint16s(), in.uint16s(), in.uint16s(), in.uint16s(), in.uint16s());
  }

  void write(Writer out) {
    out.uint16s(versions);
    out.uint16s(cipherSuites);
    out.uint16s(extensions);
    out.uint16s(proposals);
    out.uint16s(credentials);
  }
}
