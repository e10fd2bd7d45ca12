package dev.godwit.node;

import dev.godwit.gateway.Gateway;
import dev.godwit.gateway.site.Site;
import java.io.IOException;

/// What a node needs whatever its settings and its store are.
record Prepared(Measurements measurements, Site site) {

  static Prepared make() throws IOException {
    Measurements measurements = new Measurements();
    Gateway.prepare();
    return new Prepared(measurements, Site.load(Prepared.class.getClassLoader()));
  }
}
