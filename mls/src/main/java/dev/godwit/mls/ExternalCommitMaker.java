package dev.godwit.mls;

import dev.godwit.mls.crypto.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes an external commit (RFC 9420 §12.4.1, §12.4.3.2).
final class ExternalCommitMaker {
  private final ExternalJoinBuilder wanted;
  private final MlsClient client;
  private final SuiteCrypto crypto;
  private final Identity identity;
  private final GroupInfo groupInfo;
  private final GroupContext before;
  private final long nowSeconds;

  ExternalCommitMaker(ExternalJoinBuilder wanted, long nowSeconds) {
    this.wanted = wanted;
    this.client = wanted.client();
    this.crypto = wanted.crypto();
    this.identity = wanted.identity();
    this.groupInfo = wanted.groupInfo();
    this.before = groupInfo.context();
    this.nowSeconds = nowSeconds;
  }

  ExternalJoin make() {
    RatchetTree tree = wanted.validTree(nowSeconds);
    ExternalInit init = ExternalInit.send(crypto, GroupInfos.externalPub(groupInfo));
    ProposalList list = proposals(init);
    ProposalRules proposalRules = new ProposalRules(client, crypto, tree, list);
    proposalRules.requireExternal();
    Evolution evolution = Evolution.of(tree, before.extensions(), list);
    PrivateKeys keys = new PrivateKeys(evolution.tree().takeLeaf());
    PathMaker path = new PathMaker(crypto, evolution.tree(), keys);
    UpdatePath update = updatePath(path, evolution);
    proposalRules.requireNewClient(update.leafNode());
    requireFitting(tree, update.leafNode());
    Evolution.requireConsistent(evolution.tree());
    return finish(evolution, init, path, keys, sign(list, update));
  }

  private ProposalList proposals(ExternalInit init) {
    Sender self = new Sender.NewMemberCommit();
    List<ProposalList.Item> items = new ArrayList<>();
    Proposal externalInit = new Proposal.ExternalInit(Bytes.wrap(init.kemOutput()));
    items.add(new ProposalList.Item(externalInit, self));
    wanted
        .formerLeaf()
        .ifPresent(leaf -> items.add(new ProposalList.Item(new Proposal.Remove(leaf), self)));
    for (PreSharedKeyId psk : wanted.psks()) {
      items.add(new ProposalList.Item(new Proposal.PreSharedKey(psk), self));
    }
    return new ProposalList(items);
  }

  private UpdatePath updatePath(PathMaker path, Evolution evolution) {
    KeyPair leafKey = crypto.generateKeyPair();
    LeafNode.Content content = OwnLeaf.content(client, identity, leafKey, false);
    PathMaker.Leaf leaf = new PathMaker.Leaf(content, leafKey, identity.signatureKey());
    return path.make(
        leaf,
        before.groupId(),
        evolution.addedSet(),
        treeHash -> before.provisional(treeHash, before.extensions()).encoded());
  }

  /// What the others will check of the new leaf node (§7.3, §12.2).
  private void requireFitting(RatchetTree tree, LeafNode leafNode) {
    LeafRules rules = new LeafRules(client, crypto, before.extensions(), nowSeconds);
    rules.requireFits(leafNode);
    rules.requireAuthentic(leafNode);
    wanted.formerLeaf().ifPresent(leaf -> rules.requireSuccessor(tree.member(leaf), leafNode));
  }

  private AuthenticatedContent sign(ProposalList list, UpdatePath update) {
    List<ProposalOrRef> encoded = new ArrayList<>();
    list.items().forEach(item -> encoded.add(new ProposalOrRef.ByValue(item.proposal())));
    FramedContent framed =
        new FramedContent(
            before.groupId(),
            before.epoch(),
            new Sender.NewMemberCommit(),
            wanted.authenticatedData(),
            new FramedContent.Content.OfCommit(new Commit(encoded, update)));
    return AuthenticatedContent.sign(
        crypto, identity.signatureKey(), Protocol.PUBLIC_MESSAGE, framed, before.encoded());
  }

  private ExternalJoin finish(
      Evolution evolution,
      ExternalInit init,
      PathMaker path,
      PrivateKeys keys,
      AuthenticatedContent signed) {
    Transcript transcript = Transcript.of(crypto, before, groupInfo.confirmationTag());
    Bytes confirmed = TranscriptHash.confirmed(crypto, transcript.interimHash(), signed);
    GroupContext context =
        before
            .provisional(evolution.tree().treeHash(crypto), before.extensions())
            .withConfirmedTranscriptHash(confirmed);
    byte[] pskSecret = Psks.secret(client, crypto, Optional.empty(), wanted.psks());
    EpochKeys next =
        EpochKeys.after(
            crypto,
            context,
            new EpochKeys.Inputs(
                Bytes.wrap(init.initSecret()),
                Bytes.wrap(path.commitSecret()),
                Bytes.wrap(pskSecret)));
    path.wipe();
    Bytes tag = next.confirmationTag();
    PublicMessage message = new PublicMessage(signed.withConfirmationTag(tag), Bytes.EMPTY);
    Epoch epoch = next.begin(evolution.tree(), keys, tag);
    CommitSummary summary = evolution.summary(epoch.number(), keys.ownLeaf(), true);
    Group group = new Group(GroupState.begin(client, crypto, epoch, identity));
    return new ExternalJoin(
        MlsMessage.encode(new MlsMessage.OfPublicMessage(message)), group, summary);
  }
}
