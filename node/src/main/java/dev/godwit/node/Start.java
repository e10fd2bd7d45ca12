package dev.godwit.node;

import dev.godwit.engines.files.FileBlobs;
import dev.godwit.engines.rocksdb.RocksConfig;
import dev.godwit.engines.rocksdb.RocksStore;
import dev.godwit.gateway.Gateway;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Starts a node on its data folder. Opening the store, which reads what a crash has left, and
/// getting everything else ready go on side by side.
final class Start {
  private Start() {}

  /// Returns when it serves. Throws [FolderException] and [CannotStart].
  static Node of(NodeConfig config) throws Exception {
    FutureTask<Wiring.Engine> opening = new FutureTask<>(() -> open(config.store()));
    Thread.ofPlatform().name("open").start(opening);
    Measurements measurements = Measurements.start();
    Gateway.prepare();
    Wiring.Engine engine = opened(opening);
    try {
      return Wiring.start(config, engine, measurements);
    } catch (IOException e) {
      throw new CannotStart(reason(config.listen(), e));
    }
  }

  private static Wiring.Engine open(NodeConfig.Store config) {
    long retention = Duration.ofDays(config.retentionDays()).toMillis();
    RocksStore store =
        RocksStore.open(Path.of(config.data()), RocksConfig.DEFAULT.withRetentionMillis(retention));
    return new Wiring.Engine(
        store.logs(),
        store.accounts(),
        store.keyPackages(),
        FileBlobs.open(Path.of(config.data()).resolve("blobs")),
        store::isWritable,
        store);
  }

  private static Wiring.Engine opened(FutureTask<Wiring.Engine> opening) throws Exception {
    try {
      return opening.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception known) {
        throw known;
      }
      throw e;
    }
  }

  private static String reason(NodeConfig.Listen listen, IOException failure) {
    if (failure instanceof BindException) {
      return "Port %d on %s is taken or not allowed; choose another with --port, 0 picks a free one."
          .formatted(listen.port(), listen.address());
    }
    return "%s; check listen.address, listen.tls-certificate and listen.tls-key."
        .formatted(failure.getMessage());
  }
}
