package dev.godwit.mls;

/// Who sends a message (RFC 9420 §6).
sealed interface Sender {
  int MEMBER = 1;
  int EXTERNAL = 2;
  int NEW_MEMBER_PROPOSAL = 3;
  int NEW_MEMBER_COMMIT = 4;

  record Member(int leaf) implements Sender {}

  /// One of the group's external senders.
  record External(int index) implements Sender {}

  /// A client that proposes to add itself.
  record NewMemberProposal() implements Sender {}

  /// A client that joins by an external commit.
  record NewMemberCommit() implements Sender {}

  static Sender read(Reader in) {
    return switch (in.uint8()) {
      case MEMBER -> new Member(in.uint32());
      case EXTERNAL -> new External(in.uint32());
      case NEW_MEMBER_PROPOSAL -> new NewMemberProposal();
      case NEW_MEMBER_COMMIT -> new NewMemberCommit();
      default -> throw Rule.MALFORMED.broken();
    };
  }

  default void write(Writer out) {
    switch (this) {
      case Member(var leaf) -> out.uint8(MEMBER).uint32(leaf);
      case External(var index) -> out.uint8(EXTERNAL).uint32(index);
      case NewMemberProposal _ -> out.uint8(NEW_MEMBER_PROPOSAL);
      case NewMemberCommit _ -> out.uint8(NEW_MEMBER_COMMIT);
    }
  }
}
