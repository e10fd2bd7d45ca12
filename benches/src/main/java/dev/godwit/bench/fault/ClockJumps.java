package dev.godwit.bench.fault;

import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.peer.DebianPackages;
import dev.godwit.bench.server.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The clock of the node's machine is set forward, and then back to before where it was.
///
/// @param seconds how far, within the life of an access token
public record ClockJumps(int seconds) implements Fault {
  private static final Duration BETWEEN = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String what() {
    return "the node's clock jumps %d s forward, and %d s back".formatted(seconds, 2 * seconds);
  }

  @Override
  public Aftermath happen(Stage stage) throws Exception {
    Path tool = stage.cache().resolve("faketime");
    DebianPackages.unpack(tool, List.of("libfaketime"));
    Path offset = Files.writeString(stage.folder().resolve("clock-offset"), "+0");
    NodeProcess.Launch launch = new NodeProcess.Launch(List.of(), List.of(), clock(tool, offset));
    try (NodeProcess node = NodeProcess.start(stage.setup(name()), launch);
        Fleet fleet = stage.talking(node)) {
      set(offset, "+" + seconds);
      fleet.countsAfter(BETWEEN);
      set(offset, "-" + seconds);
      fleet.countsAfter(BETWEEN);
      return Stage.back(fleet);
    }
  }

  /// Lets the process see the clock of the wall moved, and the monotonic one as it is. The "fix" is
  /// for older systems; with it, timed waits of a JVM end at once here.
  private static Map<String, String> clock(Path tool, Path offset) throws IOException {
    Path library = DebianPackages.libraries(tool).resolve("faketime/libfaketimeMT.so.1");
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        offset.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  private static void set(Path offset, String to) throws IOException {
    Path fresh = Files.writeString(offset.resolveSibling("clock.new"), to);
    Files.move(fresh, offset, StandardCopyOption.ATOMIC_MOVE);
  }
}
