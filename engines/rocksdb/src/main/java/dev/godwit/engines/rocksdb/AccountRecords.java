package dev.godwit.engines.rocksdb;

import dev.godwit.core.account.Account;
import dev.godwit.core.account.AccountDevice;
import dev.godwit.core.account.KeyPackage;
import dev.godwit.core.account.SignIn;
import dev.godwit.core.account.SigningKey;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;

/// How the records of accounts are kept.
final class AccountRecords {
  private AccountRecords() {}

  static byte[] encode(Account account) {
    return new Fields.Writer()
        .number(account.id().high())
        .number(account.id().low())
        .text(account.handle())
        .text(account.passwordHash())
        .bytes(account.identityKey())
        .number(account.createdMillis())
        .end();
  }

  static Account account(byte[] value) {
    Fields.Reader in = new Fields.Reader(value);
    AccountId id = new AccountId(in.number(), in.number());
    return new Account(id, in.text(), in.text(), in.bytes(), in.number());
  }

  static byte[] encode(AccountDevice device) {
    return new Fields.Writer()
        .number(device.account().high())
        .number(device.account().low())
        .number(device.id().high())
        .number(device.id().low())
        .bytes(device.certificate())
        .bytes(device.signatureKey())
        .number(device.linkedMillis())
        .number(device.revokedMillis())
        .bytes(device.revocation())
        .number(device.seenMillis())
        .end();
  }

  static AccountDevice device(byte[] value) {
    Fields.Reader in = new Fields.Reader(value);
    AccountId account = new AccountId(in.number(), in.number());
    DeviceId id = new DeviceId(in.number(), in.number());
    AccountDevice first =
        new AccountDevice(account, id, in.bytes(), in.bytes(), in.number(), in.number());
    return in.hasMore() ? withWhatWasAdded(first, in) : first;
  }

  /// Nodes before revocations were signed did not keep what is behind.
  private static AccountDevice withWhatWasAdded(AccountDevice first, Fields.Reader in) {
    return new AccountDevice(
        first.account(),
        first.id(),
        first.certificate(),
        first.signatureKey(),
        first.linkedMillis(),
        first.revokedMillis(),
        in.bytes(),
        in.number());
  }

  static byte[] encode(SignIn signIn) {
    return new Fields.Writer()
        .bytes(signIn.id())
        .number(signIn.account().high())
        .number(signIn.account().low())
        .number(signIn.device().high())
        .number(signIn.device().low())
        .bytes(signIn.tokenHash())
        .bytes(signIn.previousHash())
        .number(signIn.generation())
        .number(signIn.expiresMillis())
        .end();
  }

  static SignIn signIn(byte[] value) {
    Fields.Reader in = new Fields.Reader(value);
    return new SignIn(
        in.bytes(),
        new AccountId(in.number(), in.number()),
        new DeviceId(in.number(), in.number()),
        in.bytes(),
        in.bytes(),
        in.number(),
        in.number());
  }

  static byte[] encode(SigningKey key) {
    return new Fields.Writer()
        .text(key.id())
        .bytes(key.seed())
        .number(key.createdMillis())
        .number(key.expiresMillis())
        .end();
  }

  static SigningKey signingKey(byte[] value) {
    Fields.Reader in = new Fields.Reader(value);
    return new SigningKey(in.text(), in.bytes(), in.number(), in.number());
  }

  static byte[] encode(KeyPackage keyPackage) {
    return new Fields.Writer()
        .bytes(keyPackage.id())
        .bytes(keyPackage.bytes())
        .number(keyPackage.expiresMillis())
        .number(keyPackage.lastResort() ? 1 : 0)
        .end();
  }

  static KeyPackage keyPackage(byte[] value) {
    Fields.Reader in = new Fields.Reader(value);
    return new KeyPackage(in.bytes(), in.bytes(), in.number(), in.number() != 0);
  }
}
