package dev.godwit.bench.fault;

import dev.godwit.bench.persons.Persons;
import dev.godwit.bench.server.NodeProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Between a node and two people with real devices every packet is dropped for a while, and neither
/// side is told: the node runs in a network namespace of its own, whose link goes down.
///
/// @param seconds how long; after 15 each side gives up the other
public record HalfOpen(int seconds) implements Fault {
  private static final String HERE = "10.213.7.1";
  private static final String THERE = "10.213.7.2";
  private static final int PEOPLE = 2;
  private static final Duration TALK = Duration.ofSeconds(2);
  private static final Duration BACK_TIME_MAX = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "half-open";
  }

  @Override
  public String what() {
    return "all packets of two people with real devices are dropped for %d s".formatted(seconds);
  }

  @Override
  public Optional<String> hindrance() {
    return Root.missing("to make a network namespace");
  }

  @Override
  public Aftermath happen(Stage stage) throws Exception {
    try (Namespace namespace = new Namespace("godwit-" + ProcessHandle.current().pid());
        NodeProcess node = NodeProcess.start(stage.setup(name()), namespace.launch());
        Persons people = meet(node, stage.folder().resolve("half-open-homes"))) {
      people.talk();
      pass(TALK);
      namespace.link("down");
      long cutNanos = System.nanoTime();
      pass(Duration.ofSeconds(seconds));
      namespace.link("up");
      long upNanos = System.nanoTime();
      people.awaitBack(cutNanos, BACK_TIME_MAX);
      people.fallSilent(BACK_TIME_MAX);
      Duration back = Duration.ofNanos(System.nanoTime() - upNanos);
      return new Aftermath(people.verdict(), back);
    }
  }

  private static Persons meet(NodeProcess node, Path homes) {
    URI uri = URI.create("http://" + THERE + ":" + node.uri().getPort());
    return Persons.meet(uri, homes, PEOPLE);
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /// A network of its own with one link to this one.
  private static final class Namespace implements AutoCloseable {
    private final String name;

    Namespace(String name) {
      this.name = name;
      Root.run("ip", "netns", "add", name);
      Root.run(words("ip link add gw-here type veth peer name gw-there netns " + name));
      Root.run(words("ip addr add " + HERE + "/30 dev gw-here"));
      Root.run(words("ip link set gw-here up"));
      inside("ip addr add " + THERE + "/30 dev gw-there");
      inside("ip link set lo up");
      link("up");
    }

    NodeProcess.Launch launch() {
      return new NodeProcess.Launch(
          List.of("ip", "netns", "exec", name), List.of("--address", "0.0.0.0"), Map.of());
    }

    void link(String state) {
      inside("ip link set gw-there " + state);
    }

    private void inside(String command) {
      Root.run(words("ip netns exec " + name + " " + command));
    }

    private static String[] words(String command) {
      return command.split(" ", -1);
    }

    @Override
    public void close() {
      Root.run("ip", "netns", "del", name);
    }
  }
}
