package dev.godwit.mls;

/// The content of a message with what says where it belongs (RFC 9420 §6).
record FramedContent(
    Bytes groupId, long epoch, Sender sender, Bytes authenticatedData, Content content) {
  /// Group id, group context, signature, tags and the like, with some room.
  private static final int AROUND_BYTES = 320;

  /// The three kinds of content.
  sealed interface Content {
    int type();

    record Application(Bytes data) implements Content {
      @Override
      public int type() {
        return Protocol.APPLICATION;
      }
    }

    record OfProposal(Proposal proposal) implements Content {
      @Override
      public int type() {
        return Protocol.PROPOSAL;
      }
    }

    record OfCommit(Commit commit) implements Content {
      @Override
      public int type() {
        return Protocol.COMMIT;
      }
    }

    static Content read(int type, Reader in) {
      return switch (type) {
        case Protocol.APPLICATION -> new Application(in.bytes());
        case Protocol.PROPOSAL -> new OfProposal(ProposalCodec.read(in));
        case Protocol.COMMIT -> new OfCommit(Commit.read(in));
        default -> throw Rule.MALFORMED.broken();
      };
    }

    /// About the length of the encoding.
    default int bytesExpected() {
      return switch (this) {
        case Application(var data) -> data.size() + 4;
        case OfProposal(var proposal) -> proposal.encoded().size();
        case OfCommit(var commit) -> commit.size();
      };
    }

    default void write(Writer out) {
      switch (this) {
        case Application(var data) -> out.vector(data);
        case OfProposal(var proposal) -> out.raw(proposal.encoded().array());
        case OfCommit(var commit) -> commit.write(out);
      }
    }
  }

  /// What an encoding with a signature and all that goes around it about needs.
  int bytesExpected() {
    return AROUND_BYTES + authenticatedData.size() + content.bytesExpected();
  }

  static FramedContent read(Reader in) {
    Bytes groupId = in.bytes();
    long epoch = in.uint64();
    Sender sender = Sender.read(in);
    Bytes authenticatedData = in.bytes();
    Content content = Content.read(in.uint8(), in);
    return new FramedContent(groupId, epoch, sender, authenticatedData, content);
  }

  void write(Writer out) {
    out.vector(groupId).uint64(epoch);
    sender.write(out);
    out.vector(authenticatedData).uint8(content.type());
    content.write(out);
  }
}
