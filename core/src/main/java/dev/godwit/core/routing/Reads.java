package dev.godwit.core.routing;

import dev.godwit.core.log.Durable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/// Questions to the store that are not answered yet. Each machine has at most a few.
final class Reads {
  /// Takes what the store answered.
  interface Reader {
    void onResult(ReadResult result, long nowMillis);
  }

  private record Open(Durable machine, Reader reader) {}

  private final Turn turn;
  private final Outputs outputs;
  private final Map<Long, Open> open = new HashMap<>();
  private long lastKey;

  Reads(Turn turn, Outputs outputs) {
    this.turn = turn;
    this.outputs = outputs;
  }

  /// Asks for `machine`; `request` makes the request with its key.
  void ask(Durable machine, LongFunction<ReadRequest> request, Reader reader) {
    lastKey++;
    open.put(lastKey, new Open(machine, reader));
    outputs.read(request.apply(lastKey));
  }

  void onDone(Input.ReadDone done, long nowMillis) {
    Open asked = open.remove(done.request().key());
    if (asked != null) {
      take(asked, done.result(), nowMillis);
    }
  }

  private void take(Open asked, ReadResult result, long nowMillis) {
    if (!turn.holds(asked.machine(), later -> asked.reader().onResult(result, later))) {
      asked.reader().onResult(result, nowMillis);
    }
  }
}
