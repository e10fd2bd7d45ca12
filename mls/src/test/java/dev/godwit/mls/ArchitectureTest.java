package dev.godwit.mls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.godwit.mls");

  /// What the browser's class library has, too: the compiled form is made of these classes.
  @Test
  void onlyTheJvmsCryptographyUsesMoreThanPlainCollections() {
    classes()
        .that()
        .resideInAnyPackage("dev.godwit.mls", "dev.godwit.mls.crypto")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.godwit.mls",
            "dev.godwit.mls.crypto",
            "java.lang",
            "java.lang.invoke",
            "java.lang.runtime",
            "java.nio.charset",
            "java.util",
            "java.util.function",
            "java.util.stream",
            "org.jspecify.annotations",
            "")
        .check(CLASSES);
  }

  @Test
  void timeTextsThreadsAndBigNumbersStayOut() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.godwit.mls", "dev.godwit.mls.crypto")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.(HexFormat|Random|UUID|Timer|ServiceLoader|Formatter)"
                + "|java\\.lang\\.(Thread|ThreadLocal|Runtime|ProcessBuilder)")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage("dev.godwit.mls", "dev.godwit.mls.crypto")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethodWhere(
            com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("format")))
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.godwit.(mls..)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theFaceIsSmall() {
    long all = CLASSES.stream().filter(JavaClass::isTopLevelClass).count();
    long open =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(
                c ->
                    c.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC))
            .count();
    assertTrue(2 * open <= all, () -> open + " of " + all + " classes are public");
  }
}
