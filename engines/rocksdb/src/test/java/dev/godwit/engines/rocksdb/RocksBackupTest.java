package dev.godwit.engines.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.account.KeyPackage;
import dev.godwit.core.account.SigningKey;
import dev.godwit.core.log.Cut;
import dev.godwit.core.log.LogId;
import dev.godwit.testkit.AccountsContract;
import dev.godwit.testkit.KeyPackagesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksBackupTest implements TestIds {
  private static final LogId LOG = Entries.log(1);

  @TempDir Path temp;

  private Path data() {
    return temp.resolve("data");
  }

  private Path backups() {
    return temp.resolve("backups");
  }

  private Path restored() {
    return temp.resolve("restored");
  }

  @Test
  void aRestoredStoreHasWhatTheNewestBackupHad() {
    try (RocksStore store = RocksStore.open(data())) {
      Entries.append(store.logs(), LOG, 1, 50);
      RocksBackup.create(store, backups());
      Entries.append(store.logs(), LOG, 51, 80);
      RocksBackup.create(store, backups());
      Entries.append(store.logs(), LOG, 81, 90);
      assertEquals(0, store.restoredFromMillis());
    }
    RocksBackup.restore(backups(), restored());
    try (RocksStore store = RocksStore.open(restored())) {
      assertEquals(80, store.logs().load(LOG).head());
      assertEquals(80, Entries.all(store.logs(), LOG).entries().size());
      assertTrue(store.restoredFromMillis() > 0);
      Entries.append(store.logs(), LOG, 81, 82);
    }
  }

  @Test
  void aRestoreBeginsAGenerationAndKeepsWhereLogsEndedThen() {
    LogId later = Entries.log(2);
    try (RocksStore store = RocksStore.open(data())) {
      assertEquals(0, store.logs().generation());
      Entries.append(store.logs(), LOG, 1, 5);
      RocksBackup.create(store, backups());
      Entries.append(store.logs(), LOG, 6, 9);
    }
    RocksBackup.restore(backups(), restored());
    long first;
    try (RocksStore store = RocksStore.open(restored())) {
      first = store.logs().generation();
      assertTrue(first > 0);
      Entries.append(store.logs(), LOG, 6, 8);
      Entries.append(store.logs(), later, 1, 2);
      assertEquals(List.of(List.of(new Cut(first, 5)), List.of()), cuts(store, later));
      RocksBackup.create(store, backups());
    }
    RocksBackup.restore(backups(), temp.resolve("again"));
    try (RocksStore store = RocksStore.open(temp.resolve("again"))) {
      long second = store.logs().generation();
      assertTrue(second > first);
      assertEquals(
          List.of(List.of(new Cut(first, 5), new Cut(second, 8)), List.of(new Cut(second, 2))),
          cuts(store, later));
    }
  }

  private static List<List<Cut>> cuts(RocksStore store, LogId other) {
    return store.logs().cuts(List.of(LOG, other));
  }

  @Test
  void aBackupWhileAppendsGoOnHoldsAllThatWasAcknowledgedBefore() throws Exception {
    AtomicLong acknowledged = new AtomicLong();
    long before;
    try (RocksStore store = RocksStore.open(data())) {
      Thread writer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (long sequence = 1; sequence <= 400; sequence++) {
                      store.logs().commit(Entries.one(LOG, sequence));
                      acknowledged.set(sequence);
                    }
                  });
      while (acknowledged.get() < 50) {
        Thread.onSpinWait();
      }
      before = acknowledged.get();
      RocksBackup.create(store, backups());
      writer.join();
    }
    RocksBackup.restore(backups(), restored());
    try (RocksStore store = RocksStore.open(restored())) {
      long head = store.logs().load(LOG).head();
      assertTrue(head >= before);
      assertEquals(head, Entries.all(store.logs(), LOG).entries().size());
    }
  }

  @Test
  void oneTimeKeyPackagesSignInsAndSigningKeysDoNotComeBack() {
    List<KeyPackage> oneTime = KeyPackagesContract.oneTimes(1, 3);
    KeyPackage last = KeyPackagesContract.lastResort(9);
    try (RocksStore store = RocksStore.open(data())) {
      store.accounts().create(AccountsContract.account(ALICE, "alice"), phone());
      store.accounts().putSignIn(AccountsContract.signIn(1, PHONE, 0));
      store.accounts().addSigningKey(new SigningKey("k", AccountsContract.bytes(1), 1, 9), 1);
      store.keyPackages().add(ALICE, PHONE, oneTime, 100);
      store.keyPackages().add(ALICE, PHONE, List.of(last), 100);
      RocksBackup.create(store, backups());
    }
    RocksBackup.restore(backups(), restored());
    try (RocksStore store = RocksStore.open(restored())) {
      assertEquals(List.of(phone()), store.accounts().devices(ALICE));
      assertTrue(store.accounts().byHandle("alice").isPresent());
      assertEquals(Optional.empty(), store.accounts().signIn(AccountsContract.bytes(1)));
      assertEquals(List.of(), store.accounts().signingKeys());
      assertEquals(0, store.keyPackages().count(ALICE, PHONE, NOW));
      assertEquals(Optional.of(last), store.keyPackages().claim(ALICE, PHONE, NOW));
      store.keyPackages().add(ALICE, PHONE, oneTime, 100);
      assertEquals(0, store.keyPackages().count(ALICE, PHONE, NOW));
    }
  }

  @Test
  void theSecondBackupCopiesOnlyWhatIsNew() throws Exception {
    try (RocksStore store = RocksStore.open(data())) {
      for (long sequence = 1; sequence <= 40; sequence++) {
        store.logs().commit(Entries.one(LOG, sequence, Entries.NOW, 60_000));
      }
      RocksBackup.create(store, backups());
      long first = bytes(backups());
      Entries.append(store.logs(), LOG, 41, 41);
      RocksBackup.create(store, backups());
      assertTrue(bytes(backups()) - first < first / 4, "grew by " + (bytes(backups()) - first));
    }
  }

  @Test
  void aFolderThatNobodyServesIsBackedUpAndAFolderThatIsNoneIsNotMade() {
    try (RocksStore store = RocksStore.open(data())) {
      Entries.append(store.logs(), LOG, 1, 3);
    }
    RocksBackup.create(data(), backups());
    RocksBackup.restore(backups(), restored());
    try (RocksStore store = RocksStore.open(restored())) {
      assertEquals(3, store.logs().load(LOG).head());
    }
    Path missing = temp.resolve("missing");
    assertThrows(FolderException.NotAStore.class, () -> RocksBackup.create(missing, backups()));
    assertTrue(Files.notExists(missing));
  }

  @Test
  void aRestoreWantsAnEmptyFolder() throws Exception {
    try (RocksStore store = RocksStore.open(data())) {
      RocksBackup.create(store, backups());
    }
    assertThrows(FolderException.NotEmpty.class, () -> RocksBackup.restore(backups(), data()));
    assertThrows(FolderException.NotAStore.class, () -> RocksBackup.restore(data(), restored()));
    Files.createDirectories(restored().resolve("something"));
    assertThrows(FolderException.NotEmpty.class, () -> RocksBackup.restore(backups(), restored()));
  }

  @Test
  void aDamagedBackupIsRefusedAndLeavesAFolderThatIsRefused() throws Exception {
    try (RocksStore store = RocksStore.open(data())) {
      Entries.append(store.logs(), LOG, 1, 50);
      RocksBackup.create(store, backups());
    }
    try (Stream<Path> files = Files.walk(backups().resolve("shared_checksum"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".blob")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
    }
    assertThrows(FolderException.Damaged.class, () -> RocksBackup.restore(backups(), restored()));
    assertThrows(FolderException.NotAStore.class, () -> RocksStore.open(restored()));
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(f -> f.toFile().isFile() ? f.toFile().length() : 0).sum();
    }
  }
}
