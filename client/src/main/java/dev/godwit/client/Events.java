package dev.godwit.client;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// Tells events to listeners, each on a thread of its own, in order. A listener that is too slow
/// misses events and is told so; nobody waits for it.
final class Events {
  /// Events that wait for one listener.
  static final int WAITING_MAX = 8_192;

  private static final long LAST_MILLIS_MAX = 2_000;

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /// A listener that takes events until it is closed.
  private final class Listener implements Godwit.Listening {
    private final Consumer<Event> consumer;
    private final BlockingQueue<Event> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
    private final Thread thread;
    private volatile boolean missed;

    Listener(Consumer<Event> consumer) {
      this.consumer = consumer;
      thread = Thread.ofVirtual().name("godwit-events").unstarted(this::run);
    }

    void offer(Event event) {
      if (!waiting.offer(event)) {
        missed = true;
      }
    }

    private void run() {
      try {
        while (true) {
          consumer.accept(waiting.take());
          if (missed) {
            missed = false;
            consumer.accept(new Event.Missed());
          }
        }
      } catch (InterruptedException e) {
        listeners.remove(this);
      }
    }

    @Override
    public void close() {
      listeners.remove(this);
      thread.interrupt();
      if (Thread.currentThread() != thread) {
        joined();
      }
    }

    private void joined() {
      try {
        thread.join(LAST_MILLIS_MAX);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  Godwit.Listening listen(Consumer<Event> consumer) {
    Listener listener = new Listener(consumer);
    listeners.add(listener);
    listener.thread.start();
    return listener;
  }

  void tell(Event event) {
    listeners.forEach(listener -> listener.offer(event));
  }

  void close() {
    listeners.forEach(Listener::close);
  }
}
