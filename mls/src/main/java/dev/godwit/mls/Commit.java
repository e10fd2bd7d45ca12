package dev.godwit.mls;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brings proposals into effect (RFC 9420 §12.4). Kept with its encoding, which is signed, tagged
/// and hashed into the transcript, and has 85 KB in a new group of 1,024.
final class Commit {
  private final List<ProposalOrRef> proposals;
  private final @Nullable UpdatePath path;
  private final byte[] encoded;

  Commit(List<ProposalOrRef> proposals, @Nullable UpdatePath path) {
    this(proposals, path, encoded(proposals, path));
  }

  private Commit(List<ProposalOrRef> proposals, @Nullable UpdatePath path, byte[] encoded) {
    this.proposals = List.copyOf(proposals);
    this.path = path;
    this.encoded = encoded;
  }

  static Commit read(Reader in) {
    int from = in.position();
    List<ProposalOrRef> proposals = in.list(ProposalOrRef::read);
    UpdatePath path = in.present() ? UpdatePath.read(in) : null;
    return new Commit(proposals, path, in.since(from));
  }

  private static byte[] encoded(List<ProposalOrRef> proposals, @Nullable UpdatePath path) {
    Writer out = new Writer(1024);
    int vector = out.begin();
    proposals.forEach(proposal -> proposal.write(out));
    out.end(vector);
    out.uint8(path == null ? 0 : 1);
    if (path != null) {
      path.write(out);
    }
    return out.toBytes();
  }

  void write(Writer out) {
    out.raw(encoded);
  }

  /// The length of the encoding.
  int size() {
    return encoded.length;
  }

  List<ProposalOrRef> proposals() {
    return proposals;
  }

  Optional<UpdatePath> path() {
    return Optional.ofNullable(path);
  }
}
