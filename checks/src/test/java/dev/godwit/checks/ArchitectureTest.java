package dev.godwit.checks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The picture of docs/ARCHITECTURE.md, held against the class files.
final class ArchitectureTest {
  private static final int CONSTRUCTOR_PARAMETERS_MAX = 7;

  /// Module by its package, and the packages of ours that it may use.
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("wire", List.of()),
          Map.entry("mls", List.of()),
          Map.entry("core", List.of("wire")),
          Map.entry("device", List.of("wire", "mls")),
          Map.entry("testkit", List.of("wire", "mls", "core", "device")),
          Map.entry("engines.files", List.of("wire", "core")),
          Map.entry("engines.rocksdb", List.of("wire", "core")),
          Map.entry("gateway", List.of("wire", "core")),
          Map.entry("node", List.of("wire", "core", "gateway", "engines.files", "engines.rocksdb")),
          Map.entry("client", List.of("wire", "mls", "device")),
          Map.entry("cli", List.of("wire", "device", "client")));

  private static JavaClasses godwit;

  @BeforeAll
  static void importClasses() {
    godwit =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.godwit");
  }

  @Test
  void modulesUseOnlyWhatTheArrowsAllow() {
    ARROWS.forEach(
        (module, allowed) -> {
          String[] inside =
              java.util.stream.Stream.concat(java.util.stream.Stream.of(module), allowed.stream())
                  .map(ArchitectureTest::packageOf)
                  .toArray(String[]::new);
          check(
              noClasses()
                  .that()
                  .resideInAPackage(packageOf(module))
                  .should()
                  .dependOnClassesThat(
                      resideInAPackage("dev.godwit..")
                          .and(DescribedPredicate.not(resideInAnyPackage(inside))))
                  .because("docs/ARCHITECTURE.md draws the arrows"));
        });
  }

  @Test
  void everyModuleIsLookedAt() {
    ARROWS
        .keySet()
        .forEach(
            module ->
                check(
                    classes()
                        .that()
                        .resideInAPackage(packageOf(module))
                        .should()
                        .bePublic()
                        .orShould()
                        .notBePublic(),
                    false));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("dev.godwit.(**)").should().beFreeOfCycles());
  }

  @Test
  void pureModulesHaveNoInputOutputThreadsOrClock() {
    check(
        noClasses()
            .that(pure())
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "java.net..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.sql..",
                    "java.util.concurrent.."))
            .orShould()
            .dependOnClassesThat(
                anyOf(
                    "java.lang.Thread",
                    "java.security.SecureRandom",
                    "java.util.Random",
                    "java.time.Clock",
                    "java.io.File",
                    "java.io.InputStream",
                    "java.io.OutputStream"))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .because(
                "time, randomness and the outside come in, so that a seed decides everything"));
  }

  @Test
  void onlyItsEngineNamesADriver() {
    check(onlyIn("org.rocksdb..", "dev.godwit.engines.rocksdb..", "dev.godwit.bench.."));
    check(onlyIn("io.netty..", "dev.godwit.gateway..", "dev.godwit.bench.."));
    check(onlyIn("java.sql..", "dev.godwit.client.."));
    check(onlyIn("org.jline..", "dev.godwit.cli.."));
    check(onlyIn("io.nayuki..", "dev.godwit.cli.."));
  }

  @Test
  void packagesAreNamedByFeature() {
    check(
        noClasses()
            .should()
            .resideInAnyPackage("..util..", "..manager..", "..helper..", "..impl..", "..entities..")
            .because("a package is named for what it does, not for the kind of its classes"));
  }

  @Test
  void constructorsTakeAtMostSevenThings() {
    check(classes().that(areWrittenByHand()).should(haveSmallConstructors()));
  }

  private static void check(ArchRule rule) {
    check(rule, true);
  }

  private static void check(ArchRule rule, boolean mayBeEmpty) {
    rule.allowEmptyShould(mayBeEmpty).check(godwit);
  }

  private static String packageOf(String module) {
    return "dev.godwit." + module + "..";
  }

  private static DescribedPredicate<JavaClass> pure() {
    return resideInAnyPackage(
            "dev.godwit.wire..", "dev.godwit.mls..", "dev.godwit.device..", "dev.godwit.core..")
        .and(
            DescribedPredicate.not(
                resideInAnyPackage("dev.godwit.core.account..", "dev.godwit.mls.jvm..")))
        .as("pure classes");
  }

  private static DescribedPredicate<JavaClass> anyOf(String... names) {
    return DescribedPredicate.describe(
        "any of " + List.of(names), type -> List.of(names).contains(type.getName()));
  }

  private static ArchRule onlyIn(String driver, String... homes) {
    return noClasses()
        .that()
        .resideInAPackage("dev.godwit..")
        .and()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(driver);
  }

  private static DescribedPredicate<JavaClass> areWrittenByHand() {
    return DescribedPredicate.describe(
        "are no records or enums", type -> !type.isRecord() && !type.isEnum());
  }

  private static ArchCondition<JavaClass> haveSmallConstructors() {
    return new ArchCondition<>("have constructors of at most seven parameters") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaConstructor constructor : type.getConstructors()) {
          int parameters = constructor.getRawParameterTypes().size();
          if (parameters > CONSTRUCTOR_PARAMETERS_MAX) {
            events.add(
                SimpleConditionEvent.violated(
                    constructor, constructor.getFullName() + " takes " + parameters));
          }
        }
      }
    };
  }
}
