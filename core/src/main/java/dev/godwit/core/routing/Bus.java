package dev.godwit.core.routing;

import java.util.List;

/// Carries letters between the workers of several nodes. It may lose, delay, double and reorder
/// them: who gets one sees by its number what is missing. Nothing durable depends on it.
public interface Bus {

  /// Sends what one turn of a worker has for another node, as one message: what needs no write
  /// before it, the rest behind it. Never blocks.
  void send(int node, List<Letter> letters);
}
