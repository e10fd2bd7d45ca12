package dev.godwit.mls;

import java.util.HashSet;
import java.util.Set;

/// Whether a group is what the one that it was made from allows: by reinitialization (RFC 9420
/// §11.2) or by branching (§11.3).
final class Succession {
  private Succession() {}

  static void requireMatch(
      MlsClient client, PreSharedKeyId psk, GroupContext context, RatchetTree tree) {
    if (!(psk instanceof PreSharedKeyId.Resumption tie)) {
      return;
    }
    switch (tie.usage()) {
      case APPLICATION -> {}
      case REINIT -> requireReInit(client, old(client, tie), context, tree);
      case BRANCH -> requireBranch(client, old(client, tie), context, tree);
    }
  }

  private static GroupState old(MlsClient client, PreSharedKeyId.Resumption tie) {
    return client.group(tie.groupId()).map(Group::state).orElseThrow(Rule.PSK_UNKNOWN::broken);
  }

  private static void requireReInit(
      MlsClient client, GroupState old, GroupContext context, RatchetTree tree) {
    Proposal.ReInit reInit = old.reInit().orElseThrow(Rule.REINIT_MISMATCH::broken);
    Rule.REINIT_MISMATCH.require(
        context.epoch() == 1
            && reInit.version() == Protocol.MLS10
            && reInit.cipherSuite() == context.suite().id()
            && reInit.groupId().equals(context.groupId())
            && reInit.extensions().equals(context.extensions()));
    Rule.REINIT_MISMATCH.require(
        clients(client, tree).containsAll(clients(client, old.epoch().tree())));
  }

  private static void requireBranch(
      MlsClient client, GroupState old, GroupContext context, RatchetTree tree) {
    Rule.BRANCH_MISMATCH.require(context.epoch() == 1 && context.suite() == old.crypto().suite());
    Rule.BRANCH_MISMATCH.require(
        clients(client, old.epoch().tree()).containsAll(clients(client, tree)));
  }

  private static Set<Bytes> clients(MlsClient client, RatchetTree tree) {
    Set<Bytes> clients = new HashSet<>();
    for (Member member : Members.of(tree)) {
      clients.add(client.credentials().client(member.credential(), member.signatureKey()));
    }
    return clients;
  }
}
