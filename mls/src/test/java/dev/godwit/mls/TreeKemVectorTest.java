package dev.godwit.mls;

import static dev.godwit.mls.Vectors.bytes;
import static dev.godwit.mls.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.mls.crypto.KeyPair;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TreeKemVectorTest {
  @Test
  void pathsGiveEveryMemberTheSameSecrets() {
    Vectors.eachOfOurs("treekem.json", (crypto, example) -> new Case(crypto, example).run());
  }

  private static final class Case {
    private final SuiteCrypto crypto;
    private final JsonNode example;

    private Case(SuiteCrypto crypto, JsonNode example) {
      this.crypto = crypto;
      this.example = example;
    }

    private RatchetTree tree() {
      return TreeCodec.decode(hex(example, "ratchet_tree"));
    }

    private void run() {
      for (JsonNode path : example.get("update_paths")) {
        for (JsonNode member : example.get("leaves_private")) {
          if (member.get("index").asInt() != path.get("sender").asInt()) {
            opens(path, member);
          }
        }
      }
      for (JsonNode member : example.get("leaves_private")) {
        ownPathOpens(member);
      }
    }

    private PrivateKeys privateKeys(RatchetTree tree, JsonNode member) {
      PrivateKeys keys =
          PrivateKeys.of(member.get("index").asInt(), hex(member, "encryption_priv"));
      for (JsonNode known : member.get("path_secrets")) {
        PathReader.takeOver(
            crypto, tree, known.get("node").asInt(), hex(known, "path_secret"), keys);
      }
      return keys;
    }

    private GroupContext context(RatchetTree tree) {
      return new GroupContext(
          crypto.suite(),
          bytes(example, "group_id"),
          example.get("epoch").asLong(),
          tree.treeHash(crypto),
          bytes(example, "confirmed_transcript_hash"),
          List.of());
    }

    private void opens(JsonNode expected, JsonNode member) {
      RatchetTree tree = tree();
      PrivateKeys keys = privateKeys(tree, member);
      int sender = expected.get("sender").asInt();
      UpdatePath path = Reader.whole(hex(expected, "update_path"), UpdatePath::read);
      PathReader reader = new PathReader(crypto, tree, sender, path);
      reader.merge(path.leafNode(), Set.of());
      assertEquals(bytes(expected, "tree_hash_after"), tree.treeHash(crypto));
      byte[] secret = reader.open(keys, Set.of(), context(tree).encoded());
      assertArrayEquals(hex(expected, "commit_secret"), secret);
    }

    /// A path of our own, opened by each of the others.
    private void ownPathOpens(JsonNode member) {
      RatchetTree sent = tree();
      PrivateKeys keys = privateKeys(sent, member);
      LeafNode before = sent.member(keys.ownLeaf());
      KeyPair leafKey = crypto.generateKeyPair();
      LeafNode.Content content =
          new LeafNode.Content(
              Bytes.of(leafKey.publicKey()),
              before.signatureKey(),
              before.credential(),
              before.capabilities(),
              List.of());
      KeyPair signer = new KeyPair(before.signatureKeyBytes(), hex(member, "signature_priv"));
      PathMaker maker = new PathMaker(crypto, sent, keys);
      UpdatePath path =
          maker.make(
              new PathMaker.Leaf(content, leafKey, signer),
              bytes(example, "group_id"),
              Set.of(),
              hash -> context(sent).encoded());
      for (JsonNode other : example.get("leaves_private")) {
        if (other.get("index").asInt() != keys.ownLeaf()) {
          RatchetTree tree = tree();
          PrivateKeys others = privateKeys(tree, other);
          PathReader reader = new PathReader(crypto, tree, keys.ownLeaf(), path);
          reader.merge(path.leafNode(), Set.of());
          byte[] secret = reader.open(others, Set.of(), context(tree).encoded());
          assertArrayEquals(maker.commitSecret(), secret);
        }
      }
    }
  }
}
