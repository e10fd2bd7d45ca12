package dev.godwit.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeTest {
  @TempDir private Path folder = Path.of("");
  private Home home = new Home(folder);
  private final SecureRandom random = new SecureRandom();

  @BeforeEach
  void makeHome() {
    home = Home.at(folder.resolve("home"));
  }

  private static Secret passphrase(String text) {
    return new Secret.Passphrase(text.toCharArray());
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void nobodyElseMayReadTheHome() throws IOException {
    HomeKey.create(home, new Secret.KeyFile(), random);
    assertEquals("rwx------", mode(home.folder()));
    assertEquals("rw-------", mode(home.keyFile()));
  }

  @Test
  void theKeyFileGivesTheSameKeyAgain() {
    byte[] made = HomeKey.create(home, new Secret.KeyFile(), random);
    assertEquals(HomeKey.KEY_BYTES, made.length);
    assertArrayEquals(made, HomeKey.read(home, new Secret.KeyFile()));
    assertFalse(HomeKey.wantsPassphrase(home));
  }

  @Test
  void aPassphraseGivesTheSameKeyAgainAndIsNotInTheHome() throws IOException {
    byte[] made = HomeKey.create(home, passphrase("correct horse"), random);
    assertArrayEquals(made, HomeKey.read(home, passphrase("correct horse")));
    assertFalse(Arrays.equals(made, HomeKey.read(home, passphrase("correct house"))));
    assertTrue(HomeKey.wantsPassphrase(home));
    assertFalse(Files.readString(home.keyFile()).contains("key="));
  }

  @Test
  void aHomeWithAPassphraseAsksForIt() {
    HomeKey.create(home, passphrase("correct horse"), random);
    GodwitException e =
        assertThrows(GodwitException.class, () -> HomeKey.read(home, new Secret.KeyFile()));
    assertEquals(Reason.Local.HOME_LOCKED, e.reason());
  }

  @Test
  void aHomeOfANewerFormatIsRefused() throws IOException {
    Files.writeString(home.keyFile(), "format=" + (HomeKey.FORMAT + 1) + "\nkey=00\n");
    GodwitException e =
        assertThrows(GodwitException.class, () -> HomeKey.read(home, new Secret.KeyFile()));
    assertEquals(Reason.Local.HOME_NEWER, e.reason());
  }

  @Test
  void aDamagedKeyFileIsTold() throws IOException {
    Files.writeString(home.keyFile(), "format=1\nkey=0zz\n");
    GodwitException e =
        assertThrows(GodwitException.class, () -> HomeKey.read(home, new Secret.KeyFile()));
    assertEquals(Reason.Local.HOME_DAMAGED, e.reason());
  }

  @Test
  void oneAtATimeHasTheLock() {
    HomeLock first = HomeLock.tryLock(home).orElseThrow();
    assertTrue(HomeLock.tryLock(home).isEmpty());
    assertTrue(HomeLock.tryLock(home).isEmpty());
    first.close();
    HomeLock.tryLock(home).orElseThrow().close();
  }

  @Test
  void aFolderWithoutADeviceSaysSo() {
    GodwitException e =
        assertThrows(
            GodwitException.class,
            () -> Godwit.open(folder.resolve("nothing"), new Secret.KeyFile()).close());
    assertEquals(Reason.Local.NOT_REGISTERED, e.reason());
    assertFalse(Files.exists(folder.resolve("nothing")));
  }
}
