package dev.godwit.bench.members;

import dev.godwit.bench.fleet.Loop;
import dev.godwit.client.NodeCalls;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.wire.Bytes;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// What all devices of the process share: the sockets' loop, the processors, the way to the node's
/// REST interface. Safe for several threads.
final class Surroundings implements AutoCloseable {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /// Requests on their way at once; an answer may have a megabyte.
  private static final int CALLS_MAX = 8;

  final URI node;
  final Loop loop = new Loop();
  final Pool pool = new Pool();
  final ConcurrentHashMap<String, Integer> troubles = new ConcurrentHashMap<>();
  private final ExecutorService processors = Executors.newFixedThreadPool(PROCESSORS);
  private final ExecutorService calling = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore calls = new Semaphore(CALLS_MAX);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(calling).build();
  private volatile boolean ending;

  Surroundings(URI node) {
    this.node = node;
  }

  void process(Runnable work) {
    if (!ending) {
      processors.execute(work);
    }
  }

  /// Something that should not have happened.
  void trouble(String what) {
    if (!ending) {
      troubles.merge(what, 1, Integer::sum);
    }
  }

  void call(String token, Call call, Consumer<Answer> answered) {
    calling.execute(
        () -> {
          calls.acquireUninterruptibly();
          try {
            Answer answer = NodeCalls.make(http, node, token, call);
            answered.accept(pooled(answer));
          } finally {
            calls.release();
          }
        });
  }

  private Answer pooled(Answer answer) {
    return answer instanceof Answer.Welcome(Bytes welcome, Bytes groupInfo, Bytes tree)
        ? new Answer.Welcome(pool.one(welcome), pool.one(groupInfo), pool.one(tree))
        : answer;
  }

  /// A member that was cut off comes back.
  void again(Member member) {
    if (!ending) {
      loop.run(member::connect);
    }
  }

  void end() {
    ending = true;
  }

  @Override
  public void close() {
    end();
    calling.shutdownNow();
    processors.shutdownNow();
    loop.close();
    http.shutdownNow();
  }
}
