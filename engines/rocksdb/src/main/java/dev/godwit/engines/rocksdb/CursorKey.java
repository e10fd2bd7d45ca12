package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.DeviceCursor;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.nio.ByteBuffer;

/// Whose cursor: a device's in a conversation. `conversation (16) | account (16) | device (16)`.
record CursorKey(ConversationId conversation, AccountId account, DeviceId device) {
  private static final int BYTES = 3 * Keys.ID_BYTES;

  static CursorKey of(DeviceCursor cursor) {
    return new CursorKey(cursor.conversation(), cursor.account(), cursor.device());
  }

  static CursorKey decode(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key);
    return new CursorKey(
        new ConversationId(in.getLong(), in.getLong()),
        new AccountId(in.getLong(), in.getLong()),
        new DeviceId(in.getLong(), in.getLong()));
  }

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .putLong(conversation.high())
        .putLong(conversation.low())
        .putLong(account.high())
        .putLong(account.low())
        .putLong(device.high())
        .putLong(device.low())
        .array();
  }

  DeviceCursor at(Cursor cursor) {
    return new DeviceCursor(conversation, account, device, cursor.delivered(), cursor.read());
  }
}
