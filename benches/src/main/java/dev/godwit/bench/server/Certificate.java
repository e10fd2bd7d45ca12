package dev.godwit.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.bench.fleet.BenchFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A certificate that a node under measurement signs itself, made by the JDK's keytool.
///
/// @param certificate a PEM file
/// @param key a PEM file
public record Certificate(Path certificate, Path key) {
  private static final String PASSWORD = "only for a measurement";
  private static final String ALIAS = "node";
  private static final int LINE_CHARACTERS = 64;

  /// Makes one in `folder`.
  public static Certificate makeIn(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("keys.p12");
    run(store);
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      return new Certificate(
          pem(folder, "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()),
          pem(folder, "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("keytool made a store that cannot be read", e);
    }
  }

  private static void run(Path store) throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String options =
        "-genkeypair -keyalg EC -groupname secp256r1 -storetype PKCS12 -dname CN=localhost"
            + " -ext san=dns:localhost,ip:127.0.0.1 -alias "
            + ALIAS;
    List<String> command = new ArrayList<>(List.of(keytool));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of("-storepass", PASSWORD, "-keystore", store.toString()));
    Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(made.getInputStream().readAllBytes(), UTF_8);
    if (made.waitFor() != 0) {
      throw new BenchFailure("keytool made no certificate: " + said);
    }
  }

  private static Path pem(Path folder, String what, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'}).encodeToString(der);
    String text = "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    return Files.writeString(folder.resolve(what.replace(' ', '-') + ".pem"), text);
  }
}
