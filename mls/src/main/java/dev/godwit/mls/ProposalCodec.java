package dev.godwit.mls;

/// The `Proposal` structure (RFC 9420 §12.1).
final class ProposalCodec {
  private ProposalCodec() {}

  static Proposal read(Reader in) {
    int type = in.uint16();
    return switch (type) {
      case Proposal.ADD -> new Proposal.Add(KeyPackage.read(in));
      case Proposal.UPDATE -> new Proposal.Update(LeafNode.read(in));
      case Proposal.REMOVE -> new Proposal.Remove(in.uint32());
      case Proposal.PSK -> new Proposal.PreSharedKey(PskIdCodec.read(in));
      case Proposal.REINIT ->
          new Proposal.ReInit(in.bytes(), in.uint16(), in.uint16(), Extension.readList(in));
      case Proposal.EXTERNAL_INIT -> new Proposal.ExternalInit(in.bytes());
      case Proposal.GROUP_CONTEXT_EXTENSIONS ->
          new Proposal.GroupContextExtensions(Extension.readList(in));
      default -> new Proposal.Custom(type, in.bytes());
    };
  }

  static void write(Writer out, Proposal proposal) {
    out.uint16(proposal.type());
    switch (proposal) {
      case Proposal.Add(var keyPackage) -> keyPackage.write(out);
      case Proposal.Update(var leafNode) -> leafNode.write(out);
      case Proposal.Remove(var leaf) -> out.uint32(leaf);
      case Proposal.PreSharedKey(var psk) -> out.raw(psk.encoded().array());
      case Proposal.ReInit(var groupId, var version, var suite, var extensions) -> {
        out.vector(groupId).uint16(version).uint16(suite);
        Extension.writeList(out, extensions);
      }
      case Proposal.ExternalInit(var kemOutput) -> out.vector(kemOutput);
      case Proposal.GroupContextExtensions(var extensions) -> Extension.writeList(out, extensions);
      case Proposal.Custom(_, var body) -> out.vector(body);
    }
  }
}
