package dev.godwit.mls;

import static dev.godwit.mls.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

final class TreeVectorTest {
  @Test
  void proposalsChangeTheTreeAsInTheVectors() {
    Vectors.eachOfOurs(
        "tree-operations.json",
        (crypto, example) -> {
          RatchetTree tree = TreeCodec.decode(hex(example, "tree_before"));
          assertArrayEquals(hex(example, "tree_hash_before"), tree.treeHash(crypto).toByteArray());
          Proposal proposal = Reader.whole(hex(example, "proposal"), ProposalCodec::read);
          apply(tree, proposal, example.get("proposal_sender").asInt());
          assertEquals(hex(hex(example, "tree_after")), hex(TreeCodec.encode(tree)));
          assertArrayEquals(hex(example, "tree_hash_after"), tree.treeHash(crypto).toByteArray());
        });
  }

  private static void apply(RatchetTree tree, Proposal proposal, int sender) {
    switch (proposal) {
      case Proposal.Add(var keyPackage) -> tree.add(keyPackage.leafNode());
      case Proposal.Update(var leafNode) -> tree.update(sender, leafNode);
      case Proposal.Remove(var leaf) -> {
        tree.remove(leaf);
        tree.truncate();
      }
      default -> throw new AssertionError();
    }
  }

  @Test
  void treesOfTheVectorsAreValid() {
    Vectors.eachOfOurs(
        "tree-validation.json",
        (crypto, example) -> {
          RatchetTree tree = TreeCodec.decode(hex(example, "tree"));
          JsonNode hashes = example.get("tree_hashes");
          JsonNode resolutions = example.get("resolutions");
          for (int node = 0; node < tree.nodeCount(); node++) {
            assertEquals(hashes.get(node).asText(), hex(tree.treeHash(crypto, node)));
            int[] expected =
                resolutions.get(node).valueStream().mapToInt(JsonNode::asInt).toArray();
            assertArrayEquals(expected, tree.resolution(node));
          }
          TreeRules.requireValid(crypto, tree, Bytes.wrap(hex(example, "group_id")));
        });
  }
}
