package dev.godwit.device.roster;

import dev.godwit.device.trust.Suite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// How an account shows the members of a group that an invitation link was given to it. The link's
/// secret stays with people; the members know a key made from it, and the node knows neither.
public final class InvitationProof {
  /// The node's id of a link.
  public static final int LINK_BYTES = 32;

  public static final int SECRET_BYTES = 32;

  private static final int PROOF_BYTES = 32;
  private static final String DIGITS = "0123456789abcdef";
  private static final byte[] KEY = "godwit invitation key 1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PREVIEW =
      "godwit invitation preview 1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] JOIN = "godwit join 1\0".getBytes(StandardCharsets.US_ASCII);

  private InvitationProof() {}

  /// What the members know of a link's secret.
  public static Bytes key(Crypto crypto, Bytes secret) {
    return Bytes.owned(crypto.hmac(Suite.SUITE, secret.toArray(), KEY));
  }

  /// The key under which what the link shows is sealed.
  public static Bytes previewKey(Crypto crypto, Bytes secret) {
    return Bytes.owned(crypto.hmac(Suite.SUITE, secret.toArray(), PREVIEW));
  }

  /// HMAC-SHA-256 under the link's key over the label, the conversation and the account.
  public static Bytes of(Crypto crypto, Bytes key, ConversationId conversation, AccountId account) {
    byte[] input = Arrays.copyOf(JOIN, JOIN.length + 32);
    System.arraycopy(conversation.toBytes().shared(), 0, input, JOIN.length, 16);
    System.arraycopy(account.toBytes().shared(), 0, input, JOIN.length + 16, 16);
    return Bytes.owned(crypto.hmac(Suite.SUITE, key.toArray(), input));
  }

  /// The id of the link, in the payload of a join request.
  public static Optional<String> linkOf(Bytes payload) {
    return payload.size() < LINK_BYTES
        ? Optional.empty()
        : Optional.of(hex(Arrays.copyOf(payload.shared(), LINK_BYTES)));
  }

  /// The proof behind it.
  public static Optional<Bytes> proofOf(Bytes payload) {
    int end = LINK_BYTES + PROOF_BYTES;
    return payload.size() != end
        ? Optional.empty()
        : Optional.of(Bytes.owned(Arrays.copyOfRange(payload.shared(), LINK_BYTES, end)));
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte each : bytes) {
      text.append(DIGITS.charAt((each >> 4) & 0xf)).append(DIGITS.charAt(each & 0xf));
    }
    return text.toString();
  }
}
