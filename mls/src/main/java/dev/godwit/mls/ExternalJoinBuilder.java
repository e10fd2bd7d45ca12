package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Collects what an external commit shall hold (RFC 9420 §12.4.3.2).
public final class ExternalJoinBuilder {
  private final MlsClient client;
  private final Identity identity;
  private final GroupInfo groupInfo;
  private final SuiteCrypto crypto;
  private final List<PreSharedKeyId> psks = new ArrayList<>();
  private byte @Nullable [] tree;
  private @Nullable Integer formerLeaf;
  private Bytes authenticatedData = Bytes.EMPTY;

  ExternalJoinBuilder(MlsClient client, Identity identity, byte[] groupInfo) {
    this.client = client;
    this.identity = identity;
    this.groupInfo = decode(groupInfo);
    CipherSuite suite = this.groupInfo.context().suite();
    Rule.UNSUPPORTED_CIPHER_SUITE.require(
        client.crypto().supports(suite) && identity.cipherSuite() == suite);
    this.crypto = new SuiteCrypto(client.crypto(), suite);
  }

  private static GroupInfo decode(byte[] message) {
    if (MlsMessage.decode(message) instanceof MlsMessage.OfGroupInfo(GroupInfo info)) {
      return info;
    }
    throw Rule.UNEXPECTED_MESSAGE.broken();
  }

  /// The ratchet tree, when the group info does not carry it.
  public ExternalJoinBuilder ratchetTree(byte[] apart) {
    tree = apart.clone();
    return this;
  }

  /// Removes this client's former appearance, at this leaf: a resync.
  public ExternalJoinBuilder replacing(int leaf) {
    formerLeaf = leaf;
    return this;
  }

  /// Uses the external pre-shared key of this id.
  public ExternalJoinBuilder externalPsk(Bytes pskId) {
    psks.add(new PreSharedKeyId.External(pskId, Bytes.wrap(crypto.randomSecret())));
    return this;
  }

  public ExternalJoinBuilder authenticatedData(Bytes data) {
    authenticatedData = data;
    return this;
  }

  public Bytes groupId() {
    return groupInfo.context().groupId();
  }

  /// The epoch in which the group is before joining.
  public long epoch() {
    return groupInfo.context().epoch();
  }

  /// The members of the group as its group info and tree say, both found valid: to be looked at
  /// before joining, and to find the leaf to replace.
  public List<Member> members(long nowSeconds) {
    return Members.of(validTree(nowSeconds));
  }

  RatchetTree validTree(long nowSeconds) {
    RatchetTree decoded = GroupInfos.tree(groupInfo, tree);
    GroupInfos.requireValid(client, crypto, groupInfo, decoded, nowSeconds);
    return decoded;
  }

  public ExternalJoin build(long nowSeconds) {
    return new ExternalCommitMaker(this, nowSeconds).make();
  }

  MlsClient client() {
    return client;
  }

  Identity identity() {
    return identity;
  }

  GroupInfo groupInfo() {
    return groupInfo;
  }

  SuiteCrypto crypto() {
    return crypto;
  }

  List<PreSharedKeyId> psks() {
    return psks;
  }

  Optional<Integer> formerLeaf() {
    return Optional.ofNullable(formerLeaf);
  }

  Bytes authenticatedData() {
    return authenticatedData;
  }
}
