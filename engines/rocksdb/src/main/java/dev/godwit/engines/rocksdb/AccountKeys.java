package dev.godwit.engines.rocksdb;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The keys around accounts. The first byte says what is behind it.
final class AccountKeys {
  private static final byte ACCOUNT = 'a';
  private static final byte HANDLE = 'h';
  private static final byte DEVICE = 'd';
  private static final byte SIGNATURE_KEY = 'k';
  private static final byte SIGNING_KEY = 's';
  private static final byte UNTOLD = 'u';
  private static final byte SIGN_IN = 'i';
  private static final byte SIGN_IN_OF_DEVICE = 'd';

  private AccountKeys() {}

  static byte[] account(AccountId account) {
    return start(ACCOUNT, Keys.ID_BYTES).putLong(account.high()).putLong(account.low()).array();
  }

  static byte[] handle(String handle) {
    return tagged(HANDLE, handle.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] allDevices() {
    return new byte[] {DEVICE};
  }

  static byte[] devices(AccountId account) {
    return start(DEVICE, Keys.ID_BYTES).putLong(account.high()).putLong(account.low()).array();
  }

  static byte[] device(AccountId account, DeviceId device) {
    return owned(DEVICE, account, device, new byte[0]);
  }

  static byte[] signatureKey(Bytes key) {
    return tagged(SIGNATURE_KEY, key.shared());
  }

  static byte[] allUntold() {
    return new byte[] {UNTOLD};
  }

  static byte[] untold(AccountId account, DeviceId device) {
    return owned(UNTOLD, account, device, new byte[0]);
  }

  static byte[] signingKeys() {
    return new byte[] {SIGNING_KEY};
  }

  static byte[] signingKey(String id) {
    return tagged(SIGNING_KEY, id.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] signIn(Bytes id) {
    return tagged(SIGN_IN, id.shared());
  }

  static byte[] signInsOf(AccountId account, DeviceId device) {
    return owned(SIGN_IN_OF_DEVICE, account, device, new byte[0]);
  }

  static byte[] signInOf(AccountId account, DeviceId device, Bytes id) {
    return owned(SIGN_IN_OF_DEVICE, account, device, id.shared());
  }

  /// `tag (1) | account (16) | device (16) | rest`
  static byte[] owned(byte tag, AccountId account, DeviceId device, byte[] rest) {
    return start(tag, 2 * Keys.ID_BYTES + rest.length)
        .putLong(account.high())
        .putLong(account.low())
        .putLong(device.high())
        .putLong(device.low())
        .put(rest)
        .array();
  }

  private static byte[] tagged(byte tag, byte[] rest) {
    return start(tag, rest.length).put(rest).array();
  }

  private static ByteBuffer start(byte tag, int restBytes) {
    return ByteBuffer.allocate(1 + restBytes).put(tag);
  }
}
