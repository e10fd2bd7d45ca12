package dev.godwit.mls;

import dev.godwit.mls.crypto.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Processes another member's commit up to, but not into, the epoch that it begins (RFC 9420
/// §12.4.2). The framing and its signature were checked before.
final class CommitReader {
  private static final PreSharedKeyId.Usage USAGE = PreSharedKeyId.Usage.APPLICATION;

  private final GroupState state;
  private final MlsClient client;
  private final SuiteCrypto crypto;
  private final Epoch epoch;
  private final long nowSeconds;

  CommitReader(GroupState state, long nowSeconds) {
    this.state = state;
    this.client = state.client();
    this.crypto = state.crypto();
    this.epoch = state.epoch();
    this.nowSeconds = nowSeconds;
  }

  StagedCommit read(AuthenticatedContent message, Commit commit, Optional<SecretTree.Use> use) {
    Sender sender = message.content().sender();
    ProposalList list = resolve(commit, sender);
    requireValid(list, sender, commit.path());
    Evolution evolution = Evolution.of(epoch.tree(), epoch.extensions(), list);
    LeafRules rules = new LeafRules(client, crypto, evolution.extensions(), nowSeconds);
    evolution.requireFitting(rules);
    // §12.4: which commits must have a path
    Rule.PATH_MISSING.require(commit.path().isPresent() || !list.needsPath());
    int committer = committer(evolution, sender);
    boolean joins = sender instanceof Sender.NewMemberCommit;
    PrivateKeys keys = privateKeys(evolution);
    Identity identity = takeOwnUpdate(list, keys);
    Optional<PathReader> path =
        commit.path().map(update -> merge(update, evolution, rules, committer));
    Evolution.requireConsistent(evolution.tree());
    CommitSummary summary = evolution.summary(epoch.number() + 1, committer, joins);
    boolean removed = list.removes().contains(epoch.ownLeaf());
    Optional<Epoch> next =
        removed ? Optional.empty() : Optional.of(next(message, evolution, path, keys));
    return new StagedCommit(
        epoch, summary, message.content().authenticatedData(), use, next, identity);
  }

  /// The proposals themselves, those by value as sent by the committer.
  private ProposalList resolve(Commit commit, Sender sender) {
    List<ProposalList.Item> items = new ArrayList<>();
    for (ProposalOrRef proposal : commit.proposals()) {
      switch (proposal) {
        case ProposalOrRef.ByValue(var value) -> items.add(new ProposalList.Item(value, sender));
        case ProposalOrRef.ByReference(var reference) -> {
          // §12.4.3.2: an external joiner cannot judge what was proposed
          Rule.EXTERNAL_COMMIT_PROPOSALS.require(sender instanceof Sender.Member);
          KeptProposals.Kept kept = state.proposals().get(reference);
          items.add(new ProposalList.Item(kept.proposal(), kept.sender()));
        }
      }
    }
    return new ProposalList(items);
  }

  private void requireValid(ProposalList list, Sender sender, Optional<UpdatePath> path) {
    ProposalRules rules = new ProposalRules(client, crypto, epoch.tree(), list);
    if (sender instanceof Sender.Member(var leaf)) {
      rules.requireRegular(leaf, USAGE);
    } else {
      rules.requireExternal();
      rules.requireNewClient(path.orElseThrow(Rule.PATH_MISSING::broken).leafNode());
    }
    List<Extension> extensions =
        list.extensions().isEmpty()
            ? epoch.extensions()
            : list.extensions().getFirst().extensions();
    ProposalCheck check = new ProposalCheck(client, crypto, epoch, extensions, nowSeconds);
    for (ProposalList.Item item : list.items()) {
      // what came by reference was found valid when it came
      if (item.sender().equals(sender)) {
        check.requireValid(item.proposal(), sender, USAGE, false);
      }
    }
  }

  /// §12.4.2: an external committer gets the leftmost blank leaf.
  private static int committer(Evolution evolution, Sender sender) {
    return sender instanceof Sender.Member(var leaf) ? leaf : evolution.tree().takeLeaf();
  }

  private PrivateKeys privateKeys(Evolution evolution) {
    PrivateKeys keys = epoch.privateKeys().copy();
    keys.prune(evolution.tree());
    return keys;
  }

  /// If an update of this client is committed, its new keys come into use.
  private Identity takeOwnUpdate(ProposalList list, PrivateKeys keys) {
    for (ProposalList.Update update : list.updates()) {
      if (update.leaf() == epoch.ownLeaf()) {
        KeptProposals.OwnUpdate own =
            state
                .proposals()
                .ownUpdate(update.leafNode())
                .orElseThrow(Rule.STATE_ROLLED_BACK::broken);
        keys.putLeaf(own.leafKey().privateKey());
        KeyPair signatureKey = own.signatureKey();
        return new Identity(crypto.suite(), update.leafNode().credential(), signatureKey);
      }
    }
    return state.identity();
  }

  /// Checks the committer's new leaf node and puts the path into the tree.
  private PathReader merge(UpdatePath update, Evolution evolution, LeafRules rules, int committer) {
    LeafNode leafNode = update.leafNode();
    LeafRules.requireSource(leafNode, LeafNode.Source.COMMIT);
    rules.requireFits(leafNode);
    Rule.INVALID_LEAF_SIGNATURE.require(leafNode.verify(crypto, epoch.groupId(), committer));
    requireReplacement(evolution, rules, committer, leafNode);
    PathReader path = new PathReader(crypto, evolution.tree(), committer, update);
    path.merge(leafNode, evolution.addedSet());
    return path;
  }

  /// §7.3, §12.2: as an update would for what it replaces: the committer's leaf, or the former
  /// appearance of somebody who joins.
  private void requireReplacement(
      Evolution evolution, LeafRules rules, int committer, LeafNode leafNode) {
    LeafNode before = evolution.tree().leaf(committer);
    if (before == null && !evolution.list().removes().isEmpty()) {
      before = epoch.tree().leaf(evolution.list().removes().getFirst());
    }
    if (before == null) {
      rules.requireAuthentic(leafNode);
    } else {
      LeafRules.requireNewKey(before, leafNode);
      rules.requireSuccessor(before, leafNode);
    }
  }

  private Epoch next(
      AuthenticatedContent message,
      Evolution evolution,
      Optional<PathReader> path,
      PrivateKeys keys) {
    Bytes treeHash = evolution.tree().treeHash(crypto);
    GroupContext provisional = epoch.context().provisional(treeHash, evolution.extensions());
    byte[] commitSecret =
        path.map(reader -> reader.open(keys, evolution.addedSet(), provisional.encoded()))
            .orElseGet(crypto::zero);
    Bytes confirmed = TranscriptHash.confirmed(crypto, epoch.transcript().interimHash(), message);
    EpochKeys next =
        EpochKeys.after(
            crypto,
            provisional.withConfirmedTranscriptHash(confirmed),
            new EpochKeys.Inputs(
                Bytes.wrap(initSecret(evolution.list())),
                Bytes.wrap(commitSecret),
                Bytes.wrap(pskSecret(evolution.list()))));
    next.requireConfirmationTag(message.confirmationTag());
    return next.begin(evolution.tree(), keys, message.confirmationTag());
  }

  private byte[] pskSecret(ProposalList list) {
    return Psks.secret(client, crypto, Optional.of(state), list.psks());
  }

  private byte[] initSecret(ProposalList list) {
    if (list.externalInits().isEmpty()) {
      return epoch.secrets().init();
    }
    return ExternalInit.receive(
        crypto,
        KeySchedule.externalKeyPair(crypto, epoch.secrets().external()),
        list.externalInits().getFirst().kemOutput().array());
  }
}
