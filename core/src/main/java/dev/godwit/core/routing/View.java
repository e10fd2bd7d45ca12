package dev.godwit.core.routing;

import java.util.Comparator;
import java.util.List;

/// Which nodes live, as somebody outside the workers sees it. It may be wrong or old: then a node
/// believes to be home of what another one is home of too, which costs conflicts and harms nobody.
///
/// @param number a later view has a larger one; an older view than the one that is held is passed
///     over
/// @param nodes each once
public record View(long number, List<Node> nodes) {
  /// Nodes that work together at most.
  public static final int NODES_MAX = 256;

  /// @param id below [#NODES_MAX], its own for ever
  /// @param workers how many it has
  public record Node(int id, int workers) {}

  public View {
    nodes = nodes.stream().sorted(Comparator.comparingInt(Node::id)).toList();
    if (nodes.size() > NODES_MAX) {
      throw new IllegalArgumentException("there are too many nodes");
    }
  }
}
