package dev.godwit.core.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/// Questions to the store that are not answered yet. Each machine has at most a few.
final class Reads {
  /// Takes what the store answered.
  interface Reader {
    void onResult(ReadResult result, long nowMillis);
  }

  private final Outputs outputs;
  private final Map<Long, Reader> open = new HashMap<>();
  private long lastKey;

  Reads(Outputs outputs) {
    this.outputs = outputs;
  }

  /// Asks; `request` makes the request with its key.
  void ask(LongFunction<ReadRequest> request, Reader reader) {
    lastKey++;
    open.put(lastKey, reader);
    outputs.read(request.apply(lastKey));
  }

  void onDone(Input.ReadDone done, long nowMillis) {
    Reader reader = open.remove(done.request().key());
    if (reader != null) {
      reader.onResult(done.result(), nowMillis);
    }
  }
}
