package dev.godwit.testkit.sim;

import java.util.List;

/// One guarantee, broken on purpose.
///
/// @param guarantee that is broken, in words
record Mutation(String guarantee, World world, List<Edit> edits) {

  /// Which simulation has to find it.
  enum World {
    /// Nodes with devices that speak opaque bytes.
    NODES,
    /// Nodes with the real devices.
    CHATS
  }

  Mutation {
    edits = List.copyOf(edits);
  }

  @Override
  public String toString() {
    return guarantee;
  }
}
