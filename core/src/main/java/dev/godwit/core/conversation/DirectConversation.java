package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The conversation of two accounts: both know its id without asking (PROTOCOL: direct
/// conversations).
public final class DirectConversation {
  private static final byte[] LABEL = "godwit direct 1\0".getBytes(StandardCharsets.US_ASCII);

  private DirectConversation() {}

  /// The first 16 bytes of SHA-256 over a label, the smaller and the larger account id.
  public static ConversationId idOf(AccountId one, AccountId other) {
    boolean ordered = one.compareTo(other) <= 0;
    AccountId smaller = ordered ? one : other;
    AccountId larger = ordered ? other : one;
    ByteBuffer input = ByteBuffer.allocate(LABEL.length + 4 * Long.BYTES);
    input.put(LABEL).putLong(smaller.high()).putLong(smaller.low());
    input.putLong(larger.high()).putLong(larger.low());
    ByteBuffer hash = ByteBuffer.wrap(DerivedIds.sha256(input.array()));
    return new ConversationId(hash.getLong(), hash.getLong());
  }

  static boolean isBetween(ConversationId id, AccountId one, AccountId other) {
    return idOf(one, other).equals(id);
  }
}
