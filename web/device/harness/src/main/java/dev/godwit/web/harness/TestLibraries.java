package dev.godwit.web.harness;

import java.util.Set;
import org.teavm.extension.spi.substitution.SimpleSubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/// What stands in, in the compiled form, for what mls' tests use of the JVM: Jackson's nodes, the
/// class that loads the vectors, and the JVM's cryptography.
public final class TestLibraries extends SimpleSubstitutionPolicy {
  private static final String JACKSON = "com.fasterxml.jackson.databind";
  private static final Set<String> OURS =
      Set.of("dev.godwit.mls.Vectors", "dev.godwit.mls.jvm.JvmCrypto");

  @Override
  public void contribute(SubstitutionSink sink) {
    sink.substitutePackage(JACKSON, "dev.godwit.web.harness.json");
    sink.selectClasses(OURS::contains).simpleNamePrefix("Compiled");
  }
}
