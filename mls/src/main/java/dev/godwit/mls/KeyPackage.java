package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Copies;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.KeyPair;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client publishes so that others can add it to groups (RFC 9420 §10). Immutable.
public final class KeyPackage {
  private static final String LABEL = "KeyPackageTBS";

  private final byte[] encoded;
  private final int unsignedLength;
  private final int version;
  private final int suiteId;
  private final Bytes initKey;
  private final LeafNode leafNode;
  private final List<Extension> extensions;
  private final Bytes signature;

  /// Whether both signatures were found to be right: a memory of work done, no part of the value.
  private boolean verified;

  private KeyPackage(byte[] encoded) {
    this.encoded = encoded;
    Reader in = new Reader(encoded);
    version = in.uint16();
    suiteId = in.uint16();
    initKey = in.bytes();
    leafNode = LeafNode.read(in);
    extensions = Extension.readList(in);
    unsignedLength = in.position();
    signature = in.bytes();
    in.finish();
  }

  /// Reads an `MLSMessage` that holds a key package.
  public static KeyPackage decode(byte[] message) {
    return MlsMessage.decode(message) instanceof MlsMessage.OfKeyPackage(KeyPackage keyPackage)
        ? keyPackage
        : unexpected();
  }

  private static KeyPackage unexpected() {
    throw Rule.UNEXPECTED_MESSAGE.broken();
  }

  /// The `MLSMessage` with this key package.
  public byte[] encode() {
    return MlsMessage.encode(new MlsMessage.OfKeyPackage(this));
  }

  static KeyPackage read(Reader in) {
    int from = in.position();
    in.uint16();
    in.uint16();
    in.skipVector();
    LeafNode.read(in);
    in.skipVector();
    in.skipVector();
    return new KeyPackage(in.since(from));
  }

  void write(Writer out) {
    out.raw(encoded);
  }

  static KeyPackage sign(
      SuiteCrypto crypto,
      KeyPair signer,
      byte[] initKey,
      LeafNode leafNode,
      List<Extension> extensions) {
    Writer out = new Writer(512);
    out.uint16(Protocol.MLS10).uint16(crypto.suite().id()).vector(initKey);
    leafNode.write(out);
    Extension.writeList(out, extensions);
    out.vector(crypto.signWithLabel(signer, LABEL, out.toBytes()));
    return new KeyPackage(out.toBytes());
  }

  /// Checks both signatures, the leaf node's and the key package's, once.
  void verify(SuiteCrypto crypto) {
    if (verified) {
      return;
    }
    byte[] tbs = Copies.begin(encoded, unsignedLength);
    byte[] key = leafNode.signatureKeyBytes();
    // §10.1: the signature on the key package, then §7.3: the one on the leaf node
    Rule.INVALID_KEY_PACKAGE_SIGNATURE.require(
        crypto.verifyWithLabel(key, LABEL, tbs, signature.array()));
    Rule.INVALID_LEAF_SIGNATURE.require(leafNode.verify(crypto, Bytes.EMPTY, -1));
    verified = true;
  }

  /// The hash by which welcomes name a key package (§5.2).
  public Bytes reference(Crypto crypto) {
    return new SuiteCrypto(crypto, cipherSuite()).keyPackageRef(encoded);
  }

  /// The `KeyPackage` structure itself, not a copy.
  byte[] encoded() {
    return encoded;
  }

  int version() {
    return version;
  }

  int suiteId() {
    return suiteId;
  }

  /// The cipher suite; a suite that is not one of ours is [Rule#UNSUPPORTED_CIPHER_SUITE].
  public CipherSuite cipherSuite() {
    return CipherSuite.of(suiteId).orElseThrow(Rule.UNSUPPORTED_CIPHER_SUITE::broken);
  }

  public Bytes initKey() {
    return initKey;
  }

  public LeafNode leafNode() {
    return leafNode;
  }

  public List<Extension> extensions() {
    return extensions;
  }

  public Credential credential() {
    return leafNode.credential();
  }

  public Bytes signatureKey() {
    return leafNode.signatureKey();
  }

  /// When it may be used; an empty span for a package that wrongly says nothing of it.
  public Lifetime lifetime() {
    return leafNode.lifetime().orElse(new Lifetime(0, 0));
  }

  /// Whether its owner wants it to be used only when no other is left (§16.8).
  public boolean isLastResort() {
    return Extension.find(extensions, Extension.LAST_RESORT).isPresent();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyPackage that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }
}
