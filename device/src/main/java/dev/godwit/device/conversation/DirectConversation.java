package dev.godwit.device.conversation;

import dev.godwit.device.trust.Suite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The one direct conversation of two accounts.
public final class DirectConversation {
  private static final byte[] LABEL = "godwit direct 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int ID_BYTES = 16;

  private DirectConversation() {}

  /// The first 16 bytes of SHA-256 over the label, the smaller and the larger account id.
  public static ConversationId id(Crypto crypto, AccountId one, AccountId other) {
    boolean ordered = one.compareTo(other) <= 0;
    byte[] input = Arrays.copyOf(LABEL, LABEL.length + 2 * ID_BYTES);
    copy(ordered ? one : other, input, LABEL.length);
    copy(ordered ? other : one, input, LABEL.length + ID_BYTES);
    byte[] hash = crypto.hash(Suite.SUITE, input);
    return ConversationId.of(Bytes.owned(Arrays.copyOf(hash, ID_BYTES)));
  }

  private static void copy(AccountId account, byte[] to, int offset) {
    System.arraycopy(account.toBytes().shared(), 0, to, offset, ID_BYTES);
  }
}
