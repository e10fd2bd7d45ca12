package dev.godwit.mls;

/// A proposal in a commit, itself or by its hash (RFC 9420 §12.4).
sealed interface ProposalOrRef {
  int BY_VALUE = 1;
  int BY_REFERENCE = 2;

  record ByValue(Proposal proposal) implements ProposalOrRef {}

  record ByReference(Bytes reference) implements ProposalOrRef {}

  static ProposalOrRef read(Reader in) {
    return switch (in.uint8()) {
      case BY_VALUE -> new ByValue(ProposalCodec.read(in));
      case BY_REFERENCE -> new ByReference(in.bytes());
      default -> throw Rule.MALFORMED.broken();
    };
  }

  default void write(Writer out) {
    switch (this) {
      case ByValue(var proposal) -> out.uint8(BY_VALUE).raw(proposal.encoded().array());
      case ByReference(var reference) -> out.uint8(BY_REFERENCE).vector(reference);
    }
  }
}
