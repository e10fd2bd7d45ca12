package dev.godwit.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// The key of a home's store: 32 bytes, from the key file or from a passphrase.
///
/// The file has the home's format too, so that a newer home is known before anything is opened.
final class HomeKey {
  /// Raised when an older Godwit could not read what this one writes.
  static final int FORMAT = 1;

  static final int KEY_BYTES = 32;
  private static final int SALT_BYTES = 16;

  /// RFC 9106 §4, the second recommended choice: 64 MiB, three passes, four lanes.
  private static final int ARGON2_KIB = 65_536;

  private static final int ARGON2_PASSES = 3;
  private static final int ARGON2_LANES = 4;
  private static final HexFormat HEX = HexFormat.of();

  private HomeKey() {}

  static boolean exists(Home home) {
    return Files.exists(home.keyFile());
  }

  /// Whether the home wants a passphrase.
  static boolean wantsPassphrase(Home home) {
    return exists(home) && load(home).getProperty("salt") != null;
  }

  /// Makes the key file, durably, before there is anything that it opens.
  static byte[] create(Home home, Secret secret, SecureRandom random) {
    Properties file = new Properties();
    file.setProperty("format", Integer.toString(FORMAT));
    byte[] key = choose(file, secret, random);
    try {
      writeDurably(home.keyFile(), render(file));
    } catch (IOException e) {
      throw Home.unusable(home.folder(), e);
    }
    return key;
  }

  private static byte[] choose(Properties file, Secret secret, SecureRandom random) {
    byte[] bytes = new byte[secret instanceof Secret.KeyFile ? KEY_BYTES : SALT_BYTES];
    random.nextBytes(bytes);
    return switch (secret) {
      case Secret.KeyFile _ -> {
        file.setProperty("key", HEX.formatHex(bytes));
        yield bytes;
      }
      case Secret.Passphrase passphrase -> {
        file.setProperty("salt", HEX.formatHex(bytes));
        file.setProperty("argon2id.kib", Integer.toString(ARGON2_KIB));
        file.setProperty("argon2id.passes", Integer.toString(ARGON2_PASSES));
        file.setProperty("argon2id.lanes", Integer.toString(ARGON2_LANES));
        yield derive(file, passphrase);
      }
    };
  }

  /// The key of an existing home. That a passphrase is wrong shows when the store is opened.
  static byte[] read(Home home, Secret secret) {
    Properties file = load(home);
    boolean wantsPassphrase = file.getProperty("salt") != null;
    try {
      if (!wantsPassphrase) {
        return checked(HEX.parseHex(file.getProperty("key", "")), home);
      }
      if (secret instanceof Secret.Passphrase passphrase) {
        return derive(file, passphrase);
      }
    } catch (IllegalArgumentException e) {
      throw damaged(home);
    }
    throw new GodwitException(
        Reason.Local.HOME_LOCKED, "This home is locked with a passphrase; give it.");
  }

  private static byte[] checked(byte[] key, Home home) {
    if (key.length != KEY_BYTES) {
      throw damaged(home);
    }
    return key;
  }

  private static byte[] derive(Properties file, Secret.Passphrase passphrase) {
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withSalt(HEX.parseHex(file.getProperty("salt", "")))
            .withMemoryAsKB(Integer.parseInt(file.getProperty("argon2id.kib", "")))
            .withIterations(Integer.parseInt(file.getProperty("argon2id.passes", "")))
            .withParallelism(Integer.parseInt(file.getProperty("argon2id.lanes", "")))
            .build();
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(parameters);
    byte[] key = new byte[KEY_BYTES];
    argon2.generateBytes(passphrase.characters(), key);
    return key;
  }

  private static Properties load(Home home) {
    Properties file = new Properties();
    try {
      file.load(new ByteArrayInputStream(Files.readAllBytes(home.keyFile())));
      checkFormat(home, Integer.parseInt(file.getProperty("format", "")));
    } catch (IOException e) {
      throw Home.unusable(home.folder(), e);
    } catch (IllegalArgumentException e) {
      throw damaged(home);
    }
    return file;
  }

  private static void checkFormat(Home home, int format) {
    if (format > FORMAT) {
      throw new GodwitException(
          Reason.Local.HOME_NEWER,
          "The home %s was written by a newer Godwit (format %d, this one reads %d); update this one."
              .formatted(home.folder(), format, FORMAT));
    }
  }

  private static GodwitException damaged(Home home) {
    return new GodwitException(
        Reason.Local.HOME_DAMAGED,
        "The key file %s is damaged; restore it from a backup.".formatted(home.keyFile()));
  }

  private static byte[] render(Properties file) {
    StringBuilder text = new StringBuilder("# Opens the store beside it. Keep it to yourself.\n");
    file.stringPropertyNames().stream()
        .sorted()
        .forEach(name -> text.append(name + "=" + file.getProperty(name) + "\n"));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void writeDurably(Path target, byte[] content) throws IOException {
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(Home.privateFile(fresh), StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(content));
      channel.force(true);
    }
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder =
        FileChannel.open(target.resolveSibling("."), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
