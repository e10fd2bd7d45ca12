package dev.godwit.core.conversation;

import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Ids that follow from what they name, so that doing a thing twice gives the same id.
final class DerivedIds {
  private static final byte[] LABEL =
      "godwit account entry 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DEPARTURE =
      "godwit departure 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int CONTENT_BYTES = 3 * 2 * Long.BYTES + 2 * Long.BYTES;

  private DerivedIds() {}

  /// Of an entry in an account's log that a commit causes.
  static EntryId of(
      ConversationId conversation,
      long sequence,
      AccountId account,
      DeviceId device,
      AccountEntryKind kind) {
    ByteBuffer input = ByteBuffer.allocate(LABEL.length + CONTENT_BYTES);
    input.put(LABEL).putLong(conversation.high()).putLong(conversation.low());
    input.putLong(account.high()).putLong(account.low());
    input.putLong(device.high()).putLong(device.low());
    input.putLong(sequence).putLong(kind.number());
    ByteBuffer hash = ByteBuffer.wrap(sha256(input.array()));
    return new EntryId(hash.getLong(), hash.getLong());
  }

  /// Of the entry that says that a revoked device departed.
  ///
  /// @param cause sequence of the entry in the account's log that led to it
  static EntryId ofDeparture(
      ConversationId conversation, AccountId account, DeviceId device, long cause) {
    ByteBuffer input = ByteBuffer.allocate(DEPARTURE.length + 3 * 2 * Long.BYTES + Long.BYTES);
    input.put(DEPARTURE).putLong(conversation.high()).putLong(conversation.low());
    input.putLong(account.high()).putLong(account.low());
    input.putLong(device.high()).putLong(device.low()).putLong(cause);
    ByteBuffer hash = ByteBuffer.wrap(sha256(input.array()));
    return new EntryId(hash.getLong(), hash.getLong());
  }

  static byte[] sha256(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
