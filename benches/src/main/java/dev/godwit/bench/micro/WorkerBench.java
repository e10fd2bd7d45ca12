package dev.godwit.bench.micro;

import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Send;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What the machines cost for one message of a direct conversation: admitted, appended, told to
/// both devices, acknowledged, receipted.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WorkerBench {
  private static final int MANY = 100;
  private static final int PAYLOAD_BYTES = 300;

  private final LoneWorker worker = new LoneWorker();
  private final Bytes payload = Bytes.owned(new byte[PAYLOAD_BYTES]);

  /// The creation of the conversation is its first entry.
  private long head = 1;

  /// Each message and each acknowledgement in a turn of its own.
  @Benchmark
  public long messageAlone() {
    send();
    worker.turn();
    acknowledge();
    return worker.frames();
  }

  /// A hundred messages of one sender in a turn, acknowledged together.
  @Benchmark
  @OperationsPerInvocation(MANY)
  public long messageAmongMany() {
    for (int i = 0; i < MANY; i++) {
      send();
    }
    worker.turn();
    acknowledge();
    return worker.frames();
  }

  private void send() {
    head++;
    worker.receive(
        0, new Send(worker.conversation(), new EntryId(1, head), 1, payload, Bytes.EMPTY));
  }

  private void acknowledge() {
    worker.receive(1, new Ack(worker.conversation(), head));
    worker.turn();
  }
}
