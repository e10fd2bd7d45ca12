package dev.godwit.mls;

import dev.godwit.mls.crypto.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The proposals of the current epoch by their references (RFC 9420 §12.1), and the private keys of
/// this client's own updates.
final class KeptProposals {
  /// The most proposals that wait for one commit.
  static final int PROPOSALS_MAX = 1024;

  private static final String PART = "q/";

  /// A kept proposal. The update is present for an own update only.
  static final class Kept {
    private final Sender sender;
    private final Proposal proposal;
    private final @Nullable OwnUpdate update;

    Kept(Sender sender, Proposal proposal, @Nullable OwnUpdate update) {
      this.sender = sender;
      this.proposal = proposal;
      this.update = update;
    }

    Sender sender() {
      return sender;
    }

    Proposal proposal() {
      return proposal;
    }

    Optional<OwnUpdate> update() {
      return Optional.ofNullable(update);
    }

    private byte[] encoded(int order) {
      Writer out = new Writer();
      out.uint32(order);
      sender.write(out);
      out.raw(proposal.encoded().array()).uint8(update == null ? 0 : 1);
      if (update != null) {
        out.vector(update.leafKey().privateKey()).vector(update.signatureKey().privateKey());
      }
      return out.toBytes();
    }

    private static Kept read(Reader in) {
      Sender sender = Sender.read(in);
      Proposal proposal = ProposalCodec.read(in);
      return new Kept(sender, proposal, in.present() ? OwnUpdate.read(proposal, in) : null);
    }
  }

  /// What this client needs once its own update is committed.
  record OwnUpdate(KeyPair leafKey, KeyPair signatureKey) {
    private static OwnUpdate read(Proposal proposal, Reader in) {
      if (!(proposal instanceof Proposal.Update(var leaf))) {
        throw Rule.UNKNOWN_FORMAT.broken();
      }
      KeyPair leafKey = new KeyPair(leaf.encryptionKeyBytes(), in.vector());
      return new OwnUpdate(leafKey, new KeyPair(leaf.signatureKeyBytes(), in.vector()));
    }
  }

  private final Map<Bytes, Kept> proposals = new LinkedHashMap<>();

  /// Counts the proposals of the epoch, so that they are restored in the order in which they came.
  private int next;

  /// Before one more is kept.
  void requireRoom() {
    Rule.TOO_MANY_PROPOSALS.require(proposals.size() < PROPOSALS_MAX);
  }

  void keep(Bytes reference, Kept kept, Journal journal) {
    proposals.put(reference, kept);
    journal.put(PART + reference.hex(), kept.encoded(next++));
  }

  void forget(Bytes reference, Journal journal) {
    if (proposals.remove(reference) != null) {
      journal.delete(PART + reference.hex());
    }
  }

  /// The end of the epoch.
  void clear(Journal journal) {
    proposals.keySet().forEach(reference -> journal.delete(PART + reference.hex()));
    proposals.clear();
  }

  boolean isEmpty() {
    return proposals.isEmpty();
  }

  boolean has(Bytes reference) {
    return proposals.containsKey(reference);
  }

  Kept get(Bytes reference) {
    Kept kept = proposals.get(reference);
    if (kept == null) {
      throw Rule.UNKNOWN_PROPOSAL.broken();
    }
    return kept;
  }

  Map<Bytes, Kept> all() {
    return proposals;
  }

  List<KeptProposal> list() {
    List<KeptProposal> list = new ArrayList<>();
    proposals.forEach((reference, kept) -> list.add(described(reference, kept)));
    return list;
  }

  static KeptProposal described(Bytes reference, Kept kept) {
    int leaf = kept.sender instanceof Sender.Member(var member) ? member : KeptProposal.OUTSIDE;
    return new KeptProposal(reference, leaf, kept.proposal);
  }

  /// The own update with this leaf node, if it is one.
  Optional<OwnUpdate> ownUpdate(LeafNode leafNode) {
    for (Kept kept : proposals.values()) {
      if (kept.update != null
          && kept.proposal instanceof Proposal.Update(var own)
          && own.equals(leafNode)) {
        return kept.update();
      }
    }
    return Optional.empty();
  }

  /// From the saved parts of the group.
  void restore(Map<String, Bytes> parts) {
    Map<Integer, String> keys = new TreeMap<>();
    parts.forEach(
        (key, value) -> {
          if (key.startsWith(PART)) {
            keys.put(new Reader(value).uint32(), key);
          }
        });
    keys.forEach((order, key) -> restore(order, key, Saved.part(parts, key)));
  }

  private void restore(int order, String key, Bytes value) {
    Reader in = new Reader(value).skip(4);
    proposals.put(Saved.unhex(key.substring(PART.length())), Kept.read(in));
    in.finish();
    next = order + 1;
  }
}
