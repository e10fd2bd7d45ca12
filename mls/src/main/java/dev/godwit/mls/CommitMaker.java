package dev.godwit.mls;

import dev.godwit.mls.crypto.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a member's own commit, with all that goes with it (RFC 9420 §12.4.1).
final class CommitMaker {
  private final GroupState state;
  private final MlsClient client;
  private final SuiteCrypto crypto;
  private final Epoch epoch;
  private final CommitBuilder wanted;
  private final Identity identity;
  private final long nowSeconds;

  CommitMaker(GroupState state, CommitBuilder wanted, long nowSeconds) {
    this.state = state;
    this.client = state.client();
    this.crypto = state.crypto();
    this.epoch = state.epoch();
    this.wanted = wanted;
    this.identity = wanted.newIdentity().orElse(state.identity());
    this.nowSeconds = nowSeconds;
  }

  /// The proposals of the commit, as they are resolved and as they stand in it.
  private record Covered(ProposalList list, List<ProposalOrRef> encoded) {}

  PendingCommit make() {
    Covered covered = cover();
    requireValid(covered.list());
    Evolution evolution = Evolution.of(epoch.tree(), epoch.extensions(), covered.list());
    LeafRules rules = new LeafRules(client, crypto, evolution.extensions(), nowSeconds);
    evolution.requireFitting(rules);
    PrivateKeys keys = epoch.privateKeys().copy();
    keys.prune(evolution.tree());
    if (!wanted.wantsPath() && !covered.list().needsPath()) {
      return finish(new Commit(covered.encoded(), null), evolution, keys, Optional.empty());
    }
    PathMaker path = new PathMaker(crypto, evolution.tree(), keys);
    UpdatePath update = updatePath(path, evolution);
    rules.requireFits(update.leafNode());
    rules.requireSuccessor(epoch.ownLeafNode(), update.leafNode());
    return finish(new Commit(covered.encoded(), update), evolution, keys, Optional.of(path));
  }

  private Covered cover() {
    List<ProposalList.Item> items = new ArrayList<>();
    List<ProposalOrRef> encoded = new ArrayList<>();
    if (wanted.hasKept()) {
      KeptSelection.choose(state, wanted.proposals())
          .forEach(
              (reference, kept) -> {
                items.add(new ProposalList.Item(kept.proposal(), kept.sender()));
                encoded.add(new ProposalOrRef.ByReference(reference));
              });
    }
    for (Proposal proposal : wanted.proposals()) {
      items.add(new ProposalList.Item(proposal, new Sender.Member(epoch.ownLeaf())));
      encoded.add(new ProposalOrRef.ByValue(proposal));
    }
    return new Covered(new ProposalList(items), encoded);
  }

  private void requireValid(ProposalList list) {
    new ProposalRules(client, crypto, epoch.tree(), list)
        .requireRegular(epoch.ownLeaf(), wanted.usage());
    List<Extension> extensions =
        list.extensions().isEmpty()
            ? epoch.extensions()
            : list.extensions().getFirst().extensions();
    ProposalCheck check = new ProposalCheck(client, crypto, epoch, extensions, nowSeconds);
    Sender self = new Sender.Member(epoch.ownLeaf());
    for (Proposal proposal : wanted.proposals()) {
      check.requireValid(proposal, self, wanted.usage(), true);
    }
  }

  private UpdatePath updatePath(PathMaker path, Evolution evolution) {
    KeyPair leafKey = crypto.generateKeyPair();
    LeafNode.Content content =
        OwnLeaf.content(client, crypto, epoch.ownLeafNode(), identity, leafKey);
    PathMaker.Leaf leaf = new PathMaker.Leaf(content, leafKey, identity.signatureKey());
    return path.make(
        leaf,
        epoch.groupId(),
        evolution.addedSet(),
        treeHash -> epoch.context().provisional(treeHash, evolution.extensions()).encoded());
  }

  private PendingCommit finish(
      Commit commit, Evolution evolution, PrivateKeys keys, Optional<PathMaker> path) {
    Evolution.requireConsistent(evolution.tree());
    byte[] pskSecret = Psks.secret(client, crypto, Optional.of(state), evolution.list().psks());
    Framing framing = new Framing(state);
    AuthenticatedContent signed =
        framing.sign(
            new FramedContent.Content.OfCommit(commit),
            wanted.authenticatedData(),
            framing.handshakeFormat());
    EpochKeys next =
        EpochKeys.after(
            crypto,
            nextContext(evolution, signed),
            new EpochKeys.Inputs(
                Bytes.wrap(epoch.secrets().init()),
                Bytes.wrap(path.map(PathMaker::commitSecret).orElseGet(crypto::zero)),
                Bytes.wrap(pskSecret)));
    Bytes tag = next.confirmationTag();
    WelcomeMaker welcomes = new WelcomeMaker(crypto, next, evolution, path);
    Epoch begun = next.begin(evolution.tree(), keys, tag);
    byte[] message = framing.protect(signed.withConfirmationTag(tag));
    Optional<Welcome> welcome = welcome(welcomes, evolution, begun);
    path.ifPresent(PathMaker::wipe);
    CommitSummary summary = evolution.summary(begun.number(), epoch.ownLeaf(), false);
    return new PendingCommit(
        state, new PendingCommit.Sent(Bytes.wrap(message), summary), welcome, begun, identity);
  }

  private GroupContext nextContext(Evolution evolution, AuthenticatedContent signed) {
    Bytes confirmed = TranscriptHash.confirmed(crypto, epoch.transcript().interimHash(), signed);
    return epoch
        .context()
        .provisional(evolution.tree().treeHash(crypto), evolution.extensions())
        .withConfirmedTranscriptHash(confirmed);
  }

  private Optional<Welcome> welcome(WelcomeMaker welcomes, Evolution evolution, Epoch begun) {
    if (evolution.list().adds().isEmpty()) {
      return Optional.empty();
    }
    GroupInfos infos = new GroupInfos(crypto, state.settings(), begun, identity.signatureKey());
    return Optional.of(welcomes.make(infos.forWelcome()));
  }
}
