package dev.godwit.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

final class TreeMathVectorTest {
  @Test
  void indicesAreThoseOfTheVectors() {
    Vectors.each(
        "tree-math.json",
        example -> {
          int leaves = example.get("n_leaves").asInt();
          assertEquals(example.get("n_nodes").asInt(), TreeMath.nodes(leaves));
          assertEquals(example.get("root").asInt(), TreeMath.root(leaves));
          compare(example.get("left"), TreeMath::left);
          compare(example.get("right"), TreeMath::right);
          compare(example.get("parent"), TreeMath::parent);
          compare(example.get("sibling"), TreeMath::sibling);
        });
  }

  private static void compare(JsonNode expected, IntUnaryOperator of) {
    for (int node = 0; node < expected.size(); node++) {
      if (!expected.get(node).isNull()) {
        assertEquals(expected.get(node).asInt(), of.applyAsInt(node));
      }
    }
  }

  @Test
  void subtreesSpanTheirLeaves() {
    for (int node = 0; node < TreeMath.nodes(64); node++) {
      if (!TreeMath.isLeaf(node)) {
        assertEquals(TreeMath.firstLeaf(TreeMath.left(node)), TreeMath.firstLeaf(node));
        assertEquals(TreeMath.lastLeaf(TreeMath.right(node)), TreeMath.lastLeaf(node));
        int middle = TreeMath.firstLeaf(TreeMath.right(node));
        assertEquals(node, TreeMath.commonAncestor(middle - 1, middle));
      }
    }
    assertEquals(1, TreeMath.leavesFor(0));
    assertEquals(2, TreeMath.leavesFor(1));
    assertEquals(4, TreeMath.leavesFor(2));
    assertEquals(4, TreeMath.leavesFor(3));
    assertEquals(8, TreeMath.leavesFor(4));
  }
}
