package dev.godwit.device.group;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.mls.Group;
import dev.godwit.mls.PendingCommit;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Frame;
import java.util.Optional;

/// An own commit that the node has not answered, with all that is needed to send it again as it is.
///
/// @param commit the frame
/// @param saved what restores MLS's side of it, with the ratchet tree of `commit`; empty for a
///     rejoin, whose group is staged
/// @param cause what it was made for: the intention's order, 0 for none
record OwnCommit(Kind kind, Commit commit, Bytes saved, long cause) {
  enum Kind {
    CREATE,
    REJOIN,
    CHANGE
  }

  OwnCommit(Kind kind, Commit commit, Bytes saved) {
    this(kind, commit, saved, 0);
  }

  EntryId id() {
    return commit.id();
  }

  /// How much has to go over the line.
  int bytes() {
    return Frame.encode(commit).size();
  }

  /// MLS's side of it for its group: as it was made, or else restored.
  PendingCommit sealed(Optional<PendingCommit> made, Group group) {
    return made.filter(group::hasMade)
        .orElseGet(() -> group.restorePending(saved.toArray(), commit.ratchetTree().toArray()));
  }

  Bytes encode() {
    return new Packer()
        .text(kind.name())
        .bytes(Frame.encode(commit))
        .bytes(saved)
        .number(cause)
        .toBytes();
  }

  static OwnCommit decode(Bytes bytes) {
    Unpacker in = new Unpacker(bytes);
    Kind kind = Kind.valueOf(in.text());
    if (Frame.decode(in.bytes()) instanceof Commit commit) {
      return new OwnCommit(kind, commit, in.bytes(), in.number());
    }
    throw new IllegalStateException("A pending commit holds no commit");
  }
}
