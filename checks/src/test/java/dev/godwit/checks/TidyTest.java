package dev.godwit.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Tidiness of every file that is kept under version control.
final class TidyTest {
  private static final Path ROOT = Path.of(System.getProperty("godwit.root", ".")).toAbsolutePath();
  private static final int FILE_LINES_MAX = 600;
  private static final int DOC_COLUMNS_MAX = 100;
  private static final int MARKDOWN_COLUMNS_MAX = 160;

  /// Spelled in halves, so that this file does not find itself.
  private static final List<String> BANNED =
      List.of(
          "TO" + "DO",
          "FIX" + "ME",
          "XX" + "X:",
          "for " + "now",
          "@Dis" + "abled",
          "Thread." + "sleep",
          "/wor" + "k/",
          "repo.maven" + ".apache",
          "registry.npm" + "js");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

  @Test
  void noFileIsTooLong() throws IOException {
    assertNone(
        javaFiles(),
        (file, text) -> {
          long lines = text.lines().count();
          return lines > FILE_LINES_MAX ? List.of(lines + " lines") : List.of();
        });
  }

  @Test
  void docCommentsFitTheColumn() throws IOException {
    assertNone(
        sources(),
        (file, text) ->
            text.lines()
                .filter(line -> line.strip().startsWith("/// ") && line.length() > DOC_COLUMNS_MAX)
                .toList());
  }

  @Test
  void markdownFitsTheColumn() throws IOException {
    assertNone(
        files(".md"),
        (file, text) ->
            text.lines()
                .filter(line -> line.length() > MARKDOWN_COLUMNS_MAX && !line.startsWith("|"))
                .toList());
  }

  @Test
  void nothingIsPostponedOrTiedToOneMachine() throws IOException {
    assertNone(
        Stream.of(javaFiles(), files(".md"), files(".xml"), files(".proto"), files(".json"))
            .flatMap(List::stream)
            .toList(),
        (file, text) -> BANNED.stream().filter(text::contains).toList());
  }

  @Test
  void linksOfTheDocsLeadSomewhere() throws IOException {
    assertNone(files(".md"), TidyTest::deadLinks);
  }

  @Test
  void everyPackageSaysWhatItIs() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path file : javaFiles()) {
      Path info = file.resolveSibling("package-info.java");
      boolean mainSource = file.toString().contains("/src/main/java/");
      if (mainSource && (!Files.exists(info) || !Files.readString(info).contains("@NullMarked"))) {
        missing.add(ROOT.relativize(file).toString());
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void theFilesAreFound() throws IOException {
    assertTrue(javaFiles().size() > 50, "the rules above looked at the project's files");
  }

  private static List<String> deadLinks(Path file, String text) {
    List<String> dead = new ArrayList<>();
    Matcher links = LINK.matcher(text);
    while (links.find()) {
      String target = links.group(1);
      boolean outside = target.contains("://") || target.startsWith("mailto:");
      if (!outside && !Files.exists(file.resolveSibling(target))) {
        dead.add(target);
      }
    }
    return dead;
  }

  private static void assertNone(List<Path> files, Rule rule) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      for (String finding : rule.findings(file, Files.readString(file))) {
        found.add(ROOT.relativize(file) + ": " + finding);
      }
    }
    assertEquals(List.of(), found);
  }

  private static List<Path> javaFiles() throws IOException {
    return files(".java");
  }

  /// Without programs that have doc comments as text in them.
  private static List<Path> sources() throws IOException {
    return javaFiles().stream().filter(file -> file.toString().contains("/src/")).toList();
  }

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(file -> file.toString().endsWith(ending))
          .filter(
              file ->
                  !ROOT.relativize(file)
                      .toString()
                      .matches("(.*/)?(target|node_modules|\\.git)/.*"))
          .sorted()
          .toList();
    }
  }

  private interface Rule {
    List<String> findings(Path file, String text);
  }
}
