package dev.godwit.node;

import dev.godwit.engines.files.FileBlobs;
import dev.godwit.engines.rocksdb.RocksConfig;
import dev.godwit.engines.rocksdb.RocksStore;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The start of a node on its data folder. What needs neither settings nor store is got ready on
/// a thread of its own meanwhile: people wait for a node that comes back.
final class Start {
  private final CompletableFuture<Prepared> prepared = new CompletableFuture<>();

  private Start() {}

  static Start begin() {
    Start start = new Start();
    Thread.ofPlatform().name("prepare").daemon().start(start::prepare);
    return start;
  }

  private void prepare() {
    try {
      prepared.complete(Prepared.make());
    } catch (IOException | RuntimeException | Error failure) {
      prepared.completeExceptionally(failure);
    }
  }

  /// Returns when it serves. Throws [dev.godwit.engines.rocksdb.FolderException] and
  /// [CannotStart].
  Node finish(NodeConfig config) throws Exception {
    Wiring.Engine engine = open(config.store(), Memory.of(config.work()));
    try {
      return Wiring.start(config, engine, prepared.join());
    } catch (IOException e) {
      throw new CannotStart(reason(config.listen(), e));
    }
  }

  private static Wiring.Engine open(NodeConfig.Store config, Memory memory) {
    long retention = Duration.ofDays(config.retentionDays()).toMillis();
    RocksConfig engine =
        RocksConfig.DEFAULT
            .withRetentionMillis(retention)
            .withMemory(
                memory.blockCacheBytes(), memory.logCacheBytes(), memory.writeBuffersBytes());
    RocksStore store = RocksStore.open(Path.of(config.data()), engine);
    return new Wiring.Engine(
        store.logs(),
        store.accounts(),
        store.keyPackages(),
        FileBlobs.open(Path.of(config.data()).resolve("blobs")),
        store::isWritable,
        store);
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
