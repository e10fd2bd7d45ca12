package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.KeyPair;
import java.util.Arrays;
import java.util.List;

/// What this client's own leaf nodes say.
final class OwnLeaf {
  private OwnLeaf() {}

  /// For a first appearance.
  static LeafNode.Content content(
      MlsClient client, Identity identity, KeyPair encryptionKey, boolean lastResort) {
    return new LeafNode.Content(
        Bytes.wrap(encryptionKey.publicKey()),
        identity.signaturePublicKey(),
        identity.credential(),
        capabilities(client, lastResort),
        List.of());
  }

  /// For a replacement, which keeps the extensions of the leaf node before.
  static LeafNode.Content content(
      MlsClient client,
      SuiteCrypto crypto,
      LeafNode before,
      Identity identity,
      KeyPair encryptionKey) {
    Rule.INVALID_PUBLIC_KEY.require(identity.cipherSuite() == crypto.suite());
    Capabilities capabilities = capabilities(client, false);
    for (Extension extension : before.extensions()) {
      capabilities = capabilities.withExtension(extension.type());
    }
    return new LeafNode.Content(
        Bytes.wrap(encryptionKey.publicKey()),
        identity.signaturePublicKey(),
        identity.credential(),
        capabilities,
        before.extensions());
  }

  private static Capabilities capabilities(MlsClient client, boolean lastResort) {
    List<CipherSuite> suites =
        Arrays.stream(CipherSuite.values()).filter(client.crypto()::supports).toList();
    Capabilities plain = Capabilities.of(suites, client.settings().support());
    Capabilities all = lastResort ? plain.withExtension(Extension.LAST_RESORT) : plain;
    return client.settings().grease() ? all.withGrease(new Grease(client.crypto())) : all;
  }
}
