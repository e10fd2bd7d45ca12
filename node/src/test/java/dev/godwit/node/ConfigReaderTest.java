package dev.godwit.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigReaderTest {
  @TempDir Path folder;

  @Test
  void defaultsHoldWithoutAFile() {
    NodeConfig config = ConfigReader.read(Optional.empty(), ConfigReader.nothing());
    assertEquals(8080, config.listen().port());
    assertEquals("127.0.0.1", config.listen().address());
    assertEquals(30, config.store().retentionDays());
  }

  @Test
  void fileOverridesDefaultsAndOptionsOverrideTheFile() throws Exception {
    Path file = write("[listen]\nport = 1\naddress = \"::1\"\n[store]\nretention-days = 7\n");
    var arguments =
        (Arguments.Serve)
            Arguments.parse(List.of("--port", "2", "--config", file.toString(), "--data=x"));
    NodeConfig config = ConfigReader.read(arguments.config(), arguments.overrides());
    assertEquals(2, config.listen().port());
    assertEquals("::1", config.listen().address());
    assertEquals(7, config.store().retentionDays());
    assertEquals("x", config.store().data());
  }

  @Test
  void unknownKeysNameTheNearest() throws Exception {
    assertEquals(
        "There is no setting \"listen.prot\"; did you mean \"listen.port\"?",
        wrong("[listen]\nprot = 1\n"));
    assertEquals(
        "There is no setting \"lisen\"; did you mean \"listen\"?", wrong("[lisen]\nport = 1\n"));
  }

  @Test
  void wrongValuesSayWhatIsRight() throws Exception {
    assertEquals(
        "listen.port must be a whole number from 0 to 65535", wrong("[listen]\nport = 65536\n"));
    assertEquals(
        "listen.port must be a whole number from 0 to 65535", wrong("[listen]\nport = \"1\"\n"));
    assertEquals("limit.loopback must be true or false", wrong("[limit]\nloopback = 1\n"));
    assertEquals("store.data must be a text in quotation marks", wrong("[store]\ndata = 1\n"));
    assertTrue(wrong("listen = 1\n").contains("[listen]"));
    assertTrue(wrong("[listen\n").contains("no TOML"));
  }

  @Test
  void missingFileIsTold() {
    Path nowhere = folder.resolve("nowhere.toml");
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> ConfigReader.read(Optional.of(nowhere), ConfigReader.nothing()));
    assertTrue(String.valueOf(e.getMessage()).contains("cannot be read"));
  }

  @Test
  void helpNamesEverySettingWithItsDefault() {
    String help = ConfigReader.help();
    assertTrue(help.contains("listen.port = 8080"));
    assertTrue(help.contains("password.memory-kib = 19456"));
    assertTrue(help.contains("store.data = \"data\""));
  }

  @Test
  void wrongArgumentsNameTheNearest() {
    assertTrue(usage("--prot", "1").contains("\"--port\""));
    assertTrue(usage("serv").contains("\"serve\""));
    assertTrue(usage("--port").contains("wants a value"));
    assertTrue(usage("--port", "x").contains("whole number"));
    assertTrue(usage("backup", "--data", "x").contains("--to is missing"));
  }

  private static String usage(String... arguments) {
    ConfigException e =
        assertThrows(ConfigException.class, () -> Arguments.parse(List.of(arguments)));
    return String.valueOf(e.getMessage());
  }

  private String wrong(String toml) throws Exception {
    Path file = write(toml);
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> ConfigReader.read(Optional.of(file), ConfigReader.nothing()));
    return String.valueOf(e.getMessage());
  }

  private Path write(String toml) throws Exception {
    return Files.writeString(folder.resolve("node.toml"), toml);
  }
}
