package dev.godwit.mls;

/// A rule of RFC 9420 that an input has broken, or a state that forbids what was asked: the closed
/// set of what can go wrong here. Whatever rule is broken, the group is exactly as it was.
public enum Rule {
  // Encoding
  MALFORMED("2.1", "the bytes are not a well-formed MLS structure"),
  UNSUPPORTED_VERSION("6", "the protocol version is not mls10"),
  UNSUPPORTED_CIPHER_SUITE("5.1", "the cipher suite is not supported here"),
  UNEXPECTED_MESSAGE("6", "the message is of another kind than is expected here"),
  DUPLICATE_EXTENSION("13.4", "an extension type occurs more than once in a list"),
  NONZERO_PADDING("6.3.1", "the padding holds a byte that is not zero"),

  // Framing
  WRONG_GROUP("6", "the message is for another group"),
  WRONG_EPOCH("12.4.2", "the message is for another epoch"),
  EPOCH_NOT_KEPT("9.2", "the secrets of the epoch are deleted or were never had"),
  UNKNOWN_SENDER("6.3.2", "the sender is not a member"),
  SENDER_NOT_ALLOWED("6.1", "a sender of this type may not send this content"),
  APPLICATION_NOT_PRIVATE("6", "application data came unencrypted"),
  INVALID_SIGNATURE("6.1", "the signature on the message is wrong"),
  INVALID_MEMBERSHIP_TAG("6.2", "the membership tag is wrong"),
  INVALID_CONFIRMATION_TAG("6.1", "the confirmation tag is wrong or missing"),
  DECRYPTION_FAILED("6.3", "the message cannot be decrypted with the keys of its epoch"),
  KEY_CONSUMED("9.2", "the message was decrypted before, or its key is gone"),
  GENERATION_TOO_FAR("9.1", "the generation is further ahead than the ratchet may run"),
  OWN_MESSAGE("6", "the message is this client's own"),
  STATE_ROLLED_BACK(
      "6.3.1", "this client has sent more than its state knows: the state is an old copy"),

  // Leaf nodes and key packages
  INVALID_LEAF_SIGNATURE("7.3", "the signature on a leaf node is wrong"),
  INVALID_KEY_PACKAGE_SIGNATURE("10.1", "the signature on a key package is wrong"),
  WRONG_KEY_PACKAGE_SUITE("10.1", "the key package is for another version or cipher suite"),
  INIT_KEY_REUSED("10.1", "the init key of a key package is also its leaf's encryption key"),
  WRONG_LEAF_SOURCE("7.3", "leaf_node_source does not fit where the leaf node appears"),
  LIFETIME_OUTSIDE("7.3", "now is not within the lifetime of the leaf node"),
  LIFETIME_TOO_LONG("7.2", "the lifetime of the leaf node is longer than is acceptable"),
  CREDENTIAL_REFUSED("5.3.1", "the credential is refused by the application"),
  CREDENTIAL_NOT_SUCCESSOR("5.3.1", "the new credential may not replace the old one"),
  CREDENTIAL_UNSUPPORTED("7.3", "a credential type is not supported by all members"),
  EXTENSION_NOT_LISTED("7.3", "a leaf node has an extension that its capabilities do not list"),
  CAPABILITY_MISSING("11.1", "a leaf node lacks a capability that the group requires"),
  SUITE_NOT_LISTED("7.2", "the capabilities of a leaf node lack the group's version or suite"),
  INVALID_PUBLIC_KEY("5.1.1", "a public key is not one of the cipher suite"),
  SIGNATURE_KEY_DUPLICATE("7.3", "two members have the same signature key"),
  ENCRYPTION_KEY_DUPLICATE("7.3", "two nodes of the tree have the same encryption key"),
  ENCRYPTION_KEY_UNCHANGED("7.3", "an update keeps the encryption key of its leaf"),

  // Tree
  MALFORMED_TREE("12.4.3.3", "the ratchet tree has no valid shape"),
  TREE_HASH_MISMATCH("12.4.3.1", "the ratchet tree is not the one of the group context"),
  PARENT_HASH_INVALID("7.9.2", "a parent node is not parent-hash valid"),
  UNMERGED_LEAVES_INVALID("12.4.3.1", "the unmerged leaves of a parent node are wrong"),
  TREE_MISSING("12.4.3.3", "the ratchet tree is neither in the message nor given apart"),

  // Proposals
  UNSUPPORTED_PROPOSAL("12.2", "a proposal type is not supported by all who must process it"),
  UNKNOWN_PROPOSAL("12.4", "a commit refers to a proposal that is not known"),
  UPDATE_BY_COMMITTER("12.2", "the committer commits an update of its own"),
  REMOVE_OF_COMMITTER("12.2", "the committer removes itself"),
  REMOVE_OF_NOBODY("12.1.3", "a remove names no member"),
  LEAF_CHANGED_TWICE("12.2", "two updates or removes are for the same leaf"),
  CLIENT_ADDED_TWICE("12.2", "two adds are for the same client"),
  CLIENT_ALREADY_MEMBER("12.2", "an add is for a client that is a member already"),
  PSK_TWICE("12.2", "two proposals name the same pre-shared key"),
  PSK_USAGE_NOT_ALLOWED("12.1.4", "a resumption PSK for reinit or branch is used elsewhere"),
  PSK_NONCE_LENGTH("12.1.4", "the nonce of a pre-shared key has not the length KDF.Nh"),
  PSK_UNKNOWN("12.4.2", "a pre-shared key is not known here"),
  EXTENSIONS_TWICE("12.2", "two proposals change the extensions of the group"),
  REINIT_NOT_ALONE("12.2", "a reinit is committed together with another proposal"),
  REINIT_VERSION("12.1.5", "a reinit goes back to an older protocol version"),
  EXTERNAL_INIT_BY_MEMBER("12.2", "a commit of a member holds an external init"),
  EXTERNAL_COMMIT_PROPOSALS("12.2", "an external commit holds other proposals than it may"),
  EXTERNAL_SENDER_UNKNOWN("12.1.8", "the external sender is not one of the group's"),

  // Commits
  PATH_MISSING("12.4", "the commit needs a path and has none"),
  PATH_LENGTH("7.6", "the path has another length than the committer's filtered direct path"),
  PATH_CIPHERTEXTS("7.6", "a path node has another number of ciphertexts than its resolution"),
  PATH_KEY_REUSED("12.4.2", "a key of the path appears in the tree already"),
  PATH_KEY_MISMATCH("7.5", "a path secret does not give the public key of its node"),
  PATH_DECRYPTION_FAILED("7.6", "the path secret for this member cannot be decrypted"),
  TOO_MANY_PROPOSALS("-", "as many proposals are waiting for a commit as are kept"),
  COMMIT_BEFORE_DATA("12.4", "proposals are waiting: commit before sending application data"),

  // Joining
  NOT_WELCOMED("12.4.3.1", "the welcome has no secrets for this key package"),
  WELCOME_DECRYPTION_FAILED("12.4.3.1", "the welcome cannot be decrypted"),
  INVALID_GROUP_INFO_SIGNATURE("12.4.3", "the signature on the group info is wrong"),
  GROUP_ALREADY_JOINED("12.4.3", "this client is in a group of that id already"),
  NOT_IN_TREE("12.4.3.1", "the leaf node of the key package is not in the tree"),
  EXTENSION_UNSUPPORTED("13.4", "the group uses an extension that this client does not support"),
  EXTERNAL_PUB_MISSING("12.4.3.2", "the group info has no external_pub extension"),
  REINIT_MISMATCH("11.2", "the new group is not the one that the reinit asked for"),
  BRANCH_MISMATCH("11.3", "the new group is not a subgroup of the old one"),

  // State
  GROUP_NOT_ACTIVE("12.4.2", "this client was removed, or the group is reinitialized"),
  COMMIT_STALE("14", "the commit was made for an epoch that is over"),
  UNKNOWN_FORMAT("-", "the saved state is of an unknown format or damaged");

  private final String section;
  private final String text;

  Rule(String section, String text) {
    this.section = section;
    this.text = text;
  }

  /// The section of RFC 9420 that the rule comes from; `-` when it is ours.
  public String section() {
    return section;
  }

  /// One constant sentence about what is wrong.
  public String text() {
    return text;
  }

  MlsException broken() {
    return new MlsException(this);
  }

  /// Throws unless the condition holds.
  void require(boolean condition) {
    if (!condition) {
      throw broken();
    }
  }
}
