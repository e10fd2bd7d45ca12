package dev.godwit.engines.rocksdb;

import dev.godwit.core.account.AccountDevice;
import dev.godwit.testkit.AccountsContract;
import dev.godwit.testkit.KeyPackagesContract;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;

/// Who takes part in a test.
interface TestIds {
  AccountId ALICE = AccountsContract.ALICE;
  DeviceId PHONE = new DeviceId(2, 1);
  long NOW = KeyPackagesContract.NOW;

  default AccountDevice phone() {
    return AccountsContract.device(ALICE, 1);
  }
}
