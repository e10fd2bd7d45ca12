package dev.godwit.device;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// What this module may use: only what TeaVM compiles, and nothing that makes it impure.
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.godwit.device");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.godwit.device.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheRootPutsThePartsTogether() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.godwit.device")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.godwit.device")
        .check(CLASSES);
  }

  @Test
  void nothingHereReadsClocksFilesSocketsOrThreads() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.net..",
            "java.nio.file..",
            "java.nio.channels..",
            "java.time..",
            "java.util.concurrent..",
            "java.util.random..",
            "java.security..",
            "java.math..",
            "java.lang.reflect..",
            "dev.godwit.mls.jvm..")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class, java.util.Random.class, java.util.HexFormat.class)
        .check(CLASSES);
  }
}
