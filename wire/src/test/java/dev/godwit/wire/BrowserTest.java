package dev.godwit.wire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The classes are compiled for the browser, too, where only a part of the class library exists.
class BrowserTest {
  private static final String THERE =
      "dev\\.godwit\\.wire\\..*"
          + "|java\\.lang\\.(Object|String|Integer|Long|Math|Character|Comparable|Enum|Record|System"
          + "|CharSequence|Throwable|MatchException|[A-Za-z]*(Exception|Error))"
          + "|java\\.lang\\.(runtime|invoke)\\..*"
          + "|java\\.util\\.(ArrayList|Arrays|Iterator|List|Optional|Objects)"
          + "|org\\.jspecify\\.annotations\\..*|(boolean|byte|char|int|long|void)|\\[.*|.*\\[\\]";

  @Test
  void onlyWhatTheBrowserHasIsUsed() {
    JavaClasses wire =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.godwit.wire");
    classes().should().onlyDependOnClassesThat().haveNameMatching(THERE).check(wire);
  }
}
