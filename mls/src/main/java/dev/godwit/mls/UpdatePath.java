package dev.godwit.mls;

import java.util.List;

/// Fresh keys along the committer's filtered direct path (RFC 9420 §7.6).
record UpdatePath(LeafNode leafNode, List<Node> nodes) {
  UpdatePath {
    nodes = List.copyOf(nodes);
  }

  /// `UpdatePathNode`: a new key, and its path secret for each node of the copath child's
  /// resolution.
  record Node(Bytes encryptionKey, HpkeCiphertexts encryptedPathSecrets) {
    static Node read(Reader in) {
      return new Node(in.bytes(), HpkeCiphertexts.read(in));
    }

    void write(Writer out) {
      out.vector(encryptionKey);
      encryptedPathSecrets.write(out);
    }
  }

  static UpdatePath read(Reader in) {
    return new UpdatePath(LeafNode.read(in), in.list(Node::read));
  }

  void write(Writer out) {
    leafNode.write(out);
    int vector = out.begin();
    nodes.forEach(node -> node.write(out));
    out.end(vector);
  }
}
