package dev.godwit.node.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.SignedDeviceCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Somebody who takes part in the rehearsal: an account with one device.
final class Player {
  private static final byte[] LABEL =
      "godwit device certificate 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_PACKAGES = 4;
  private static final int KEY_PACKAGE_BYTES = 300;
  private static final String PASSWORD = "a long one for the rehearsal";

  private final AccountId account;
  private final DeviceId device;
  private final byte[] identitySeed;
  private final byte[] deviceSeed;
  private final RandomGenerator random;
  private String accessToken = "";
  private String refreshToken = "";

  Player(RandomGenerator random) {
    this.random = random;
    account = new AccountId(random.nextLong(), random.nextLong());
    device = new DeviceId(random.nextLong(), random.nextLong());
    identitySeed = bytes(random, Ed25519.SECRET_KEY_SIZE);
    deviceSeed = bytes(random, Ed25519.SECRET_KEY_SIZE);
  }

  AccountId account() {
    return account;
  }

  DeviceId device() {
    return device;
  }

  String handle() {
    return "r" + account.toString().substring(0, 24);
  }

  String accessToken() {
    return accessToken;
  }

  /// What registers the account.
  ObjectNode registration() {
    ObjectNode body = signIn();
    body.put("account", account.toString());
    body.put("identityKey", base64(publicKey(identitySeed)));
    body.setAll(keyPackages());
    return body;
  }

  /// What signs the device in.
  ObjectNode signIn() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("handle", handle());
    body.put("password", PASSWORD);
    body.putObject("device").put("id", device.toString()).put("certificate", base64(certificate()));
    return body;
  }

  /// What asks for new tokens.
  ObjectNode refresh() {
    return JsonNodeFactory.instance.objectNode().put("refreshToken", refreshToken);
  }

  ObjectNode keyPackages() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    var packages = body.putArray("keyPackages");
    for (int i = 0; i < KEY_PACKAGES; i++) {
      packages
          .addObject()
          .put("bytes", base64(Bytes.owned(bytes(random, KEY_PACKAGE_BYTES))))
          .put("expires", Long.MAX_VALUE)
          .put("lastResort", i == 0);
    }
    return body;
  }

  void onTokens(JsonNode answer) {
    accessToken = answer.path("accessToken").asText();
    refreshToken = answer.path("refreshToken").asText();
  }

  private Bytes certificate() {
    Bytes content =
        new DeviceCertificate(
                account, device, publicKey(deviceSeed), publicKey(identitySeed), 1, "rehearsal")
            .encode();
    return new SignedDeviceCertificate(content, sign(content)).encode();
  }

  private Bytes sign(Bytes content) {
    byte[] signed = new byte[LABEL.length + content.size()];
    System.arraycopy(LABEL, 0, signed, 0, LABEL.length);
    System.arraycopy(content.shared(), 0, signed, LABEL.length, content.size());
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(identitySeed, 0, signed, 0, signed.length, signature, 0);
    return Bytes.owned(signature);
  }

  private static Bytes publicKey(byte[] seed) {
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    return Bytes.owned(key);
  }

  static byte[] bytes(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.shared());
  }
}
