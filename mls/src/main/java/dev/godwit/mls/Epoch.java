package dev.godwit.mls;

import java.util.List;

/// A member's whole state of one epoch of a group, but for what was proposed in it.
final class Epoch {
  private final Transcript transcript;
  private final RatchetTree tree;
  private final PrivateKeys privateKeys;
  private final EpochSecrets secrets;
  private final SecretTree secretTree;

  Epoch(
      Transcript transcript,
      RatchetTree tree,
      PrivateKeys privateKeys,
      EpochSecrets secrets,
      SecretTree secretTree) {
    this.transcript = transcript;
    this.tree = tree;
    this.privateKeys = privateKeys;
    this.secrets = secrets;
    this.secretTree = secretTree;
  }

  Transcript transcript() {
    return transcript;
  }

  GroupContext context() {
    return transcript.context();
  }

  Bytes encodedContext() {
    return transcript.encodedContext();
  }

  Bytes groupId() {
    return context().groupId();
  }

  long number() {
    return context().epoch();
  }

  List<Extension> extensions() {
    return context().extensions();
  }

  RatchetTree tree() {
    return tree;
  }

  PrivateKeys privateKeys() {
    return privateKeys;
  }

  int ownLeaf() {
    return privateKeys.ownLeaf();
  }

  LeafNode ownLeafNode() {
    return tree.member(ownLeaf());
  }

  EpochSecrets secrets() {
    return secrets;
  }

  SecretTree secretTree() {
    return secretTree;
  }
}
