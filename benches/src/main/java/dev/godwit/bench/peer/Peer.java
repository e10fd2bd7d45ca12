package dev.godwit.bench.peer;

import dev.godwit.bench.server.Usage;

/// A running server that does what a node does.
public interface Peer extends AutoCloseable {

  int port();

  /// What all its processes have used so far, a database's included.
  Usage usage();

  /// How user number `of` speaks with it.
  Line line(int of, User user);

  @Override
  void close();
}
