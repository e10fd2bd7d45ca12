package dev.godwit.mls;

import java.util.List;
import java.util.function.BiConsumer;

/// The saved form of a [CommitSummary].
final class SummaryCodec {
  private SummaryCodec() {}

  static void write(Writer out, CommitSummary summary) {
    out.uint64(summary.epoch());
    member(out, summary.committer());
    out.uint8(summary.joinedExternally() ? 1 : 0);
    list(out, summary.added(), SummaryCodec::member);
    list(out, summary.removed(), SummaryCodec::member);
    list(out, summary.updated(), SummaryCodec::updated);
    list(out, summary.others(), (w, proposal) -> w.raw(proposal.encoded().array()));
  }

  private static <T> void list(Writer out, List<T> items, BiConsumer<Writer, T> write) {
    int vector = out.begin();
    items.forEach(item -> write.accept(out, item));
    out.end(vector);
  }

  private static void member(Writer out, Member member) {
    out.uint32(member.leaf()).raw(member.credential().encoded().array());
    out.vector(member.signatureKey());
  }

  private static void updated(Writer out, CommitSummary.Updated updated) {
    member(out, updated.before());
    member(out, updated.after());
  }

  static CommitSummary read(Reader in) {
    return new CommitSummary(
        in.uint64(),
        readMember(in),
        in.present(),
        in.list(SummaryCodec::readMember),
        in.list(SummaryCodec::readMember),
        in.list(item -> new CommitSummary.Updated(readMember(item), readMember(item))),
        in.list(ProposalCodec::read));
  }

  private static Member readMember(Reader in) {
    return new Member(in.uint32(), CredentialCodec.read(in), in.bytes());
  }
}
