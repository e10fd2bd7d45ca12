package dev.godwit.mls;

import dev.godwit.mls.crypto.Copies;
import dev.godwit.mls.crypto.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A member's appearance in a group, or a client's in its key package (RFC 9420 §7.2): keys,
/// credential, capabilities, extensions, signed by the client.
///
/// Kept as its encoding with the places of its fields, since a tree holds a thousand of them.
public final class LeafNode {
  /// How the leaf node came to be (`LeafNodeSource`).
  public enum Source {
    KEY_PACKAGE(1),
    UPDATE(2),
    COMMIT(3);

    private final int id;

    Source(int id) {
      this.id = id;
    }

    static Source of(int id) {
      for (Source source : values()) {
        if (source.id == id) {
          return source;
        }
      }
      throw Rule.MALFORMED.broken();
    }
  }

  /// The lists of `Capabilities`, in their order.
  enum Listed {
    VERSIONS(0),
    CIPHER_SUITES(1),
    EXTENSIONS(2),
    PROPOSALS(3),
    CREDENTIALS(4);

    private final int listsBefore;

    Listed(int listsBefore) {
      this.listsBefore = listsBefore;
    }
  }

  private static final String LABEL = "LeafNodeTBS";

  private final byte[] encoded;
  private final int encryptionKeyAt;
  private final int signatureKeyAt;
  private final int credentialAt;
  private final int capabilitiesAt;
  private final int sourceAt;
  private final int extensionsAt;
  private final int signatureAt;

  private LeafNode(byte[] encoded) {
    this.encoded = encoded;
    Reader in = new Reader(encoded);
    encryptionKeyAt = in.position();
    in.skipVector();
    signatureKeyAt = in.position();
    in.skipVector();
    credentialAt = in.position();
    CredentialCodec.read(in);
    capabilitiesAt = in.position();
    Capabilities.read(in);
    sourceAt = in.position();
    skipSource(in);
    extensionsAt = in.position();
    Extension.readList(in);
    signatureAt = in.position();
    in.skipVector();
    in.finish();
  }

  private static void skipSource(Reader in) {
    switch (Source.of(in.uint8())) {
      case KEY_PACKAGE -> in.raw(16);
      case UPDATE -> {}
      case COMMIT -> in.skipVector();
    }
  }

  static LeafNode read(Reader in) {
    int from = in.position();
    in.skipVector();
    in.skipVector();
    in.uint16();
    for (int vectors = 0; vectors < 1 + Listed.values().length; vectors++) {
      in.skipVector();
    }
    skipSource(in);
    in.skipVector();
    in.skipVector();
    return new LeafNode(in.since(from));
  }

  static LeafNode of(Bytes encoded) {
    return new LeafNode(encoded.array());
  }

  void write(Writer out) {
    out.raw(encoded);
  }

  /// The `LeafNode` structure itself, not a copy.
  byte[] encoded() {
    return encoded;
  }

  /// What a leaf node says before its source: the same for as long as the client does not change
  /// it.
  record Content(
      Bytes encryptionKey,
      Bytes signatureKey,
      Credential credential,
      Capabilities capabilities,
      List<Extension> extensions) {
    private Writer begin(Source source) {
      Writer out = new Writer(512);
      out.vector(encryptionKey).vector(signatureKey).raw(credential.encoded().array());
      capabilities.write(out);
      return out.uint8(source.id);
    }
  }

  /// Signs a leaf node for a key package.
  static LeafNode forKeyPackage(
      SuiteCrypto crypto, KeyPair signer, Content content, Lifetime lifetime) {
    Writer out = content.begin(Source.KEY_PACKAGE);
    out.uint64(lifetime.notBeforeSeconds()).uint64(lifetime.notAfterSeconds());
    return sign(crypto, signer, content, out, Bytes.EMPTY, -1);
  }

  /// Signs a leaf node for an update proposal.
  static LeafNode forUpdate(
      SuiteCrypto crypto, KeyPair signer, Content content, Bytes groupId, int leaf) {
    return sign(crypto, signer, content, content.begin(Source.UPDATE), groupId, leaf);
  }

  /// Signs a leaf node for the path of a commit.
  static LeafNode forCommit(
      SuiteCrypto crypto,
      KeyPair signer,
      Content content,
      byte[] parentHash,
      Bytes groupId,
      int leaf) {
    Writer out = content.begin(Source.COMMIT).vector(parentHash);
    return sign(crypto, signer, content, out, groupId, leaf);
  }

  private static LeafNode sign(
      SuiteCrypto crypto, KeyPair signer, Content content, Writer out, Bytes groupId, int leaf) {
    Extension.writeList(out, content.extensions);
    byte[] tbs = toBeSigned(out.toBytes(), groupId, leaf);
    out.vector(crypto.signWithLabel(signer, LABEL, tbs));
    return new LeafNode(out.toBytes());
  }

  /// `LeafNodeTBS`: in a group (leaf not negative), its id and the leaf's place belong to it.
  private static byte[] toBeSigned(byte[] unsigned, Bytes groupId, int leaf) {
    if (leaf < 0) {
      return unsigned;
    }
    Writer out = new Writer(unsigned.length + groupId.size() + 8);
    return out.raw(unsigned).vector(groupId).uint32(leaf).toBytes();
  }

  /// Whether the signature is right for this place in this group; a key package's leaf node is
  /// right everywhere.
  boolean verify(SuiteCrypto crypto, Bytes groupId, int leaf) {
    byte[] unsigned = Copies.begin(encoded, signatureAt);
    byte[] tbs = toBeSigned(unsigned, groupId, source() == Source.KEY_PACKAGE ? -1 : leaf);
    return crypto.verifyWithLabel(vectorAt(signatureKeyAt), LABEL, tbs, vectorAt(signatureAt));
  }

  private Reader at(int position) {
    return new Reader(encoded).skip(position);
  }

  private byte[] vectorAt(int position) {
    return at(position).vector();
  }

  byte[] encryptionKeyBytes() {
    return vectorAt(encryptionKeyAt);
  }

  byte[] signatureKeyBytes() {
    return vectorAt(signatureKeyAt);
  }

  /// Whether a list of the capabilities has this number.
  boolean lists(Listed list, int value) {
    Reader in = at(capabilitiesAt);
    for (int skipped = 0; skipped < list.listsBefore; skipped++) {
      in.skipVector();
    }
    Reader values = in.sub();
    while (values.hasMore()) {
      if (values.uint16() == value) {
        return true;
      }
    }
    return false;
  }

  int credentialType() {
    return at(credentialAt).uint16();
  }

  /// The credential as it is encoded, to be compared.
  Bytes credentialBytes() {
    return Bytes.wrap(Copies.range(encoded, credentialAt, capabilitiesAt));
  }

  public Bytes encryptionKey() {
    return Bytes.wrap(encryptionKeyBytes());
  }

  public Bytes signatureKey() {
    return Bytes.wrap(signatureKeyBytes());
  }

  public Credential credential() {
    return CredentialCodec.read(at(credentialAt));
  }

  public Capabilities capabilities() {
    return Capabilities.read(at(capabilitiesAt));
  }

  public Source source() {
    return Source.of(encoded[sourceAt]);
  }

  /// The lifetime; only leaf nodes from key packages have one.
  public Optional<Lifetime> lifetime() {
    if (source() != Source.KEY_PACKAGE) {
      return Optional.empty();
    }
    Reader in = at(sourceAt + 1);
    return Optional.of(new Lifetime(in.uint64(), in.uint64()));
  }

  /// The parent hash; empty unless the leaf node comes from a commit.
  byte[] parentHash() {
    return source() == Source.COMMIT ? vectorAt(sourceAt + 1) : new byte[0];
  }

  public List<Extension> extensions() {
    return Extension.readList(at(extensionsAt));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LeafNode that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }
}
