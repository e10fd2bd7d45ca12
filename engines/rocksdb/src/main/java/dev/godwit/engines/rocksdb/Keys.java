package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.LogId;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Keys and their parts. Numbers are big-endian, so that the order of keys is the order of
/// numbers.
final class Keys {
  static final int ID_BYTES = 16;
  static final int LOG_BYTES = 1 + ID_BYTES;

  /// Sequences and times take 6 bytes: up to 2^48 - 1, as a time the year 10889.
  static final int NUMBER_BYTES = 6;

  static final long NUMBER_MAX = (1L << 48) - 1;
  static final int ENTRY_BYTES = LOG_BYTES + NUMBER_BYTES;

  private static final int SUFFIX_BYTES_MAX = 96;
  private static final byte ACCOUNT = 1;
  private static final byte CONVERSATION = 2;

  private Keys() {}

  /// `kind (1) | id (16)`
  static byte[] log(LogId log) {
    return putLog(ByteBuffer.allocate(LOG_BYTES), log).array();
  }

  /// `log (17) | sequence (6)`; a sequence out of range becomes the nearest in it.
  static byte[] entry(LogId log, long sequence) {
    ByteBuffer key = putLog(ByteBuffer.allocate(ENTRY_BYTES), log);
    return putNumber(key, Math.clamp(sequence, 0, NUMBER_MAX)).array();
  }

  /// `time of the first entry (6) | log (17) | its sequence (6)`
  static byte[] oldest(Run run) {
    ByteBuffer key = ByteBuffer.allocate(NUMBER_BYTES + ENTRY_BYTES);
    putNumber(key, run.timeMillis());
    return putNumber(putLog(key, run.log()), run.first()).array();
  }

  static Run oldest(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key);
    long timeMillis = getNumber(in);
    return new Run(getLog(in), getNumber(in), timeMillis);
  }

  /// `id (16)`
  static byte[] id(long high, long low) {
    return ByteBuffer.allocate(ID_BYTES).putLong(high).putLong(low).array();
  }

  /// `number (6)`
  static byte[] number(long number) {
    return putNumber(ByteBuffer.allocate(NUMBER_BYTES), number).array();
  }

  static long number(byte[] value) {
    return getNumber(ByteBuffer.wrap(value));
  }

  static ByteBuffer putNumber(ByteBuffer out, long number) {
    if (number < 0 || number > NUMBER_MAX) {
      throw new IllegalArgumentException("a sequence or time is out of range");
    }
    return out.putShort((short) (number >>> 32)).putInt((int) number);
  }

  static long getNumber(ByteBuffer in) {
    return ((in.getShort() & 0xffffL) << 32) | (in.getInt() & 0xffff_ffffL);
  }

  static LogId getLog(ByteBuffer in) {
    byte kind = in.get();
    return kind == ACCOUNT
        ? LogId.of(new AccountId(in.getLong(), in.getLong()))
        : LogId.of(new ConversationId(in.getLong(), in.getLong()));
  }

  private static ByteBuffer putLog(ByteBuffer out, LogId log) {
    return switch (log) {
      case LogId.OfAccount(var account) ->
          out.put(ACCOUNT).putLong(account.high()).putLong(account.low());
      case LogId.OfConversation(var conversation) ->
          out.put(CONVERSATION).putLong(conversation.high()).putLong(conversation.low());
    };
  }

  /// Larger than all keys that start with `prefix`; no key has so many bytes behind one.
  static byte[] behind(byte[] prefix) {
    byte[] key = Arrays.copyOf(prefix, prefix.length + SUFFIX_BYTES_MAX);
    Arrays.fill(key, prefix.length, key.length, (byte) 0xff);
    return key;
  }
}
