package dev.godwit.mls;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brings proposals into effect (RFC 9420 §12.4).
final class Commit {
  private final List<ProposalOrRef> proposals;
  private final @Nullable UpdatePath path;

  Commit(List<ProposalOrRef> proposals, @Nullable UpdatePath path) {
    this.proposals = List.copyOf(proposals);
    this.path = path;
  }

  static Commit read(Reader in) {
    List<ProposalOrRef> proposals = in.list(ProposalOrRef::read);
    return new Commit(proposals, in.present() ? UpdatePath.read(in) : null);
  }

  void write(Writer out) {
    int vector = out.begin();
    proposals.forEach(proposal -> proposal.write(out));
    out.end(vector);
    out.uint8(path == null ? 0 : 1);
    if (path != null) {
      path.write(out);
    }
  }

  List<ProposalOrRef> proposals() {
    return proposals;
  }

  Optional<UpdatePath> path() {
    return Optional.ofNullable(path);
  }
}
