package dev.godwit.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Runs the same thing on several threads that start at the same moment.
final class Together {
  private static final int SECONDS_MAX = 60;

  private Together() {}

  interface Task<T> {
    T run(int thread) throws Exception;
  }

  static <T> List<T> run(int threads, Task<T> task) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Callable<T>> calls = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int thread = i;
      calls.add(
          () -> {
            start.await(SECONDS_MAX, TimeUnit.SECONDS);
            return task.run(thread);
          });
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<T> results = new ArrayList<>();
      for (Future<T> result : executor.invokeAll(calls)) {
        results.add(result.get(SECONDS_MAX, TimeUnit.SECONDS));
      }
      return results;
    }
  }
}
