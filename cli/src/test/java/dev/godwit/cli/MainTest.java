package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {
  @TempDir private Path folder = Path.of("");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Main.run(print(out), print(err), arguments);
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void helpNamesTheCommandsAndWhatTheyEndWith() {
    assertEquals(Exit.OK, run("--help"));
    for (String word : new String[] {"register", "send", "listen", "serve", "cannot be reached"}) {
      assertTrue(out().contains(word), word);
    }
    assertFalse(out().contains("warmup"));
  }

  @Test
  void aHomeWithoutADeviceIsOneSentence() {
    assertEquals(Exit.HOME, run("--home", folder.resolve("none").toString(), "whoami"));
    assertEquals(1, err().lines().count());
    assertTrue(err().contains("godwit register"), err());
  }

  @Test
  void optionsStandBeforeAndBehindTheCommand() {
    String home = folder.resolve("none").toString();
    assertEquals(Exit.HOME, run("whoami", "--home", home, "--json"));
    assertTrue(out().startsWith("{\"event\":\"error\",\"code\":\"NOT_REGISTERED\""), out());
    assertEquals("", err());
  }

  @Test
  void aHandleIsNoFile() throws IOException {
    String file = Files.writeString(folder.resolve("file"), "--help").toString();
    String home = folder.resolve("none").toString();
    assertEquals(Exit.HOME, run("--home", home, "send", "@" + folder, "hello"));
    assertEquals(Exit.HOME, run("--home", home, "send", "@bob", "@" + file));
    assertEquals("", out());
  }

  @Test
  void whatIsNotUnderstoodIsUsage() {
    for (String[] command :
        new String[][] {
          {"sned"},
          {"send"},
          {"listen", "--count", "x"},
          {"listen", "--for", "-1"},
          {"serve"},
          {"serve", "--port", "99999"},
          {"send", "@bob", "x", "--wait", "forever"},
          {"register", "alice", "--server", "ftp://x"},
          {"chat"}
        }) {
      String[] all = new String[command.length + 2];
      all[0] = "--home";
      all[1] = folder.resolve("none").toString();
      System.arraycopy(command, 0, all, 2, command.length);
      assertEquals(Exit.USAGE, run(all), String.join(" ", command));
    }
  }

  @Test
  void aHandleOrPasswordThatCannotBeIsRefusedBeforeAnythingIsMade() throws Exception {
    Path home = folder.resolve("fresh");
    Path password = folder.resolve("password");
    Files.writeString(password, "short\n");
    String file = password.toString();
    assertEquals(
        Exit.REFUSED, run("--home", home.toString(), "register", "x", "--password-file", file));
    assertEquals(
        Exit.REFUSED, run("--home", home.toString(), "register", "alice", "--password-file", file));
    assertFalse(Files.exists(home));
  }

  @Test
  void aNodeThatIsNotThereIsUnreachable() throws Exception {
    Path password = folder.resolve("password");
    Files.writeString(password, "long enough\n");
    assertEquals(
        Exit.UNREACHABLE,
        run(
            "--home",
            folder.resolve("fresh").toString(),
            "--server",
            "http://127.0.0.1:9",
            "register",
            "alice",
            "--password-file",
            password.toString()));
    assertEquals(1, err().lines().count());
  }

  @Test
  void warmingUpNeedsNoHomeAndNoNode() {
    assertEquals(Exit.OK, run("warmup"));
  }
}
