package dev.godwit.bench.fault;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.server.NodeProcess;
import dev.godwit.wire.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The disk fills up under load; later another program's file goes, and there is room again.
public record FullDisk() implements Fault {
  private static final int DISK_MIB = 512;
  private static final int OTHERS_MIB = 256;
  private static final int MIB = 1 << 20;
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration FILLED_WITHIN = Duration.ofMinutes(3);
  private static final Duration FULL_TIME = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public String what() {
    return "the disk is full for %d s (a tmpfs of %d MiB)"
        .formatted(FULL_TIME.toSeconds(), DISK_MIB);
  }

  @Override
  public Optional<String> hindrance() {
    return Root.missing("to mount a small disk");
  }

  @Override
  public Aftermath happen(Stage stage) throws Exception {
    Path disk = Files.createDirectory(stage.folder().resolve(name()));
    Root.run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", disk.toString());
    try {
      return fill(stage, disk);
    } finally {
      Root.run("umount", disk.toString());
    }
  }

  private static Aftermath fill(Stage stage, Path disk) throws IOException, InterruptedException {
    Path others = disk.resolve("others");
    Files.write(others, new byte[OTHERS_MIB * MIB]);
    try (NodeProcess node = NodeProcess.start(stage.nodes().setup(disk.resolve("data")), 0);
        Fleet fleet = stage.talking(node)) {
      awaitRefusals(fleet);
      fleet.countsAfter(FULL_TIME);
      Files.delete(others);
      return Stage.back(fleet);
    }
  }

  private static void awaitRefusals(Fleet fleet) {
    long deadline = System.nanoTime() + FILLED_WITHIN.toNanos();
    while (!fleet.countsAfter(LOOK).refusals().containsKey(ErrorCode.STORE_FULL.name())) {
      if (System.nanoTime() > deadline) {
        throw new BenchFailure("The disk was not filled in " + FILLED_WITHIN.toSeconds() + " s");
      }
    }
  }
}
