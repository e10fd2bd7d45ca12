package dev.godwit.core.account;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Makes and checks access tokens: JSON Web Tokens (RFC 7519) signed with Ed25519 (RFC 8037).
///
/// Checking reads no store and does not block. A token that comes again is not verified again.
public final class AccessTokens {
  /// A token is good for so long.
  public static final long LIFE_MILLIS = Duration.ofMinutes(15).toMillis();

  /// A longer text is no token.
  static final int TOKEN_CHARACTERS_MAX = 1_024;

  private static final long MILLIS_PER_SECOND = 1_000;
  private static final Reply<AccessToken> UNAUTHORIZED = Reply.refused(ErrorCode.UNAUTHORIZED);

  private static final String ACCOUNT = "sub";
  private static final String ISSUED = "iat";
  private static final String EXPIRES = "exp";
  private static final String DEVICE = "dev";
  private static final String SIGN_IN = "sid";

  private final SigningKeyRing keys;
  private final InstantSource time;
  private final EndedSignIns ended = new EndedSignIns();
  private final CheckedTokens checked = new CheckedTokens(CheckedTokens.CHECKED_MAX);

  public AccessTokens(SigningKeyRing keys, InstantSource time) {
    this.keys = keys;
    this.time = time;
  }

  /// A new token for this sign-in.
  String issue(SignIn signIn) {
    SigningKey key = keys.signer();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.EdDSA).type(JOSEObjectType.JWT).keyID(key.id()).build();
    String payload = header.toBase64URL() + "." + claims(signIn, time.millis()).toBase64URL();
    byte[] content = payload.getBytes(StandardCharsets.US_ASCII);
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(key.seed().shared(), 0, content, 0, content.length, signature, 0);
    return payload + "." + Base64URL.encode(signature);
  }

  /// What the token says; UNAUTHORIZED when it is not ours, TOKEN_EXPIRED when its time is over.
  public Reply<AccessToken> check(String text) {
    if (text.length() > TOKEN_CHARACTERS_MAX) {
      return UNAUTHORIZED;
    }
    Bytes hash = CheckedTokens.hash(text);
    return checked.find(hash).or(() -> verify(hash, text)).map(this::judge).orElse(UNAUTHORIZED);
  }

  /// From now on this node refuses the tokens of this sign-in.
  void endSignIn(String signIn) {
    ended.endSignIn(signIn, time.millis());
  }

  /// From now on this node refuses the tokens of this device.
  void endDevice(AccountId account, DeviceId device) {
    ended.endDevice(account, device, time.millis());
  }

  /// Empty when it is not ours.
  private Optional<CheckedTokens.Checked> verify(Bytes hash, String text) {
    try {
      JWSObject token = JWSObject.parse(text);
      if (!isSigned(token)) {
        return Optional.empty();
      }
      AccessToken claims = read(token.getPayload().toJSONObject());
      var verified = new CheckedTokens.Checked(claims, token.getHeader().getKeyID());
      checked.add(hash, verified);
      return Optional.of(verified);
    } catch (ParseException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Reply<AccessToken> judge(CheckedTokens.Checked checkedToken) {
    AccessToken token = checkedToken.token();
    if (keys.verifier(checkedToken.keyId()).isEmpty()) {
      return UNAUTHORIZED;
    }
    if (token.expiresMillis() <= time.millis()) {
      return Reply.refused(ErrorCode.TOKEN_EXPIRED);
    }
    return ended.isEnded(token) ? UNAUTHORIZED : Reply.given(token);
  }

  private boolean isSigned(JWSObject token) {
    JWSHeader header = token.getHeader();
    String keyId = header.getKeyID();
    if (keyId == null || !JWSAlgorithm.EdDSA.equals(header.getAlgorithm())) {
      return false;
    }
    Optional<SigningKeyRing.Ready> key = keys.verifier(keyId);
    byte[] signature = token.getSignature().decode();
    byte[] content = token.getSigningInput();
    return key.isPresent()
        && signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(signature, 0, key.get().publicPoint(), content, 0, content.length);
  }

  private static Payload claims(SignIn signIn, long nowMillis) {
    long issued = nowMillis / MILLIS_PER_SECOND;
    return new Payload(
        Map.of(
            ACCOUNT, signIn.account().toString(),
            DEVICE, signIn.device().toString(),
            SIGN_IN, RefreshToken.format(signIn.id()),
            ISSUED, issued,
            EXPIRES, issued + LIFE_MILLIS / MILLIS_PER_SECOND));
  }

  private static AccessToken read(Map<String, Object> claims) {
    if (claims.get(EXPIRES) instanceof Number expires
        && claims.get(SIGN_IN) instanceof String signIn
        && claims.get(ACCOUNT) instanceof String account
        && claims.get(DEVICE) instanceof String device) {
      return new AccessToken(
          AccountId.parse(account),
          DeviceId.parse(device),
          signIn,
          expires.longValue() * MILLIS_PER_SECOND);
    }
    throw new IllegalArgumentException("a claim is missing");
  }
}
