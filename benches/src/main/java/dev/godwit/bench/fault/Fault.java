package dev.godwit.bench.fault;

import java.util.Optional;

/// Something that goes wrong while a node is under load.
public interface Fault {

  /// One word, for options and machines.
  String name();

  /// What happens, for people.
  String what();

  /// Why it cannot be done on this machine, in one sentence.
  default Optional<String> hindrance() {
    return Optional.empty();
  }

  /// Lets it happen on a node of its own, and waits until all is well again. Throws
  /// [dev.godwit.bench.fleet.BenchFailure] when that does not come.
  Aftermath happen(Stage stage) throws Exception;
}
