package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import java.util.List;

/// What all members of a group agree on in an epoch (RFC 9420 §8.1).
record GroupContext(
    CipherSuite suite,
    Bytes groupId,
    long epoch,
    Bytes treeHash,
    Bytes confirmedTranscriptHash,
    List<Extension> extensions) {
  GroupContext {
    extensions = List.copyOf(extensions);
  }

  static GroupContext read(Reader in) {
    Rule.UNSUPPORTED_VERSION.require(in.uint16() == Protocol.MLS10);
    CipherSuite suite =
        CipherSuite.of(in.uint16()).orElseThrow(Rule.UNSUPPORTED_CIPHER_SUITE::broken);
    return new GroupContext(
        suite, in.bytes(), in.uint64(), in.bytes(), in.bytes(), Extension.readList(in));
  }

  void write(Writer out) {
    out.uint16(Protocol.MLS10).uint16(suite.id()).vector(groupId).uint64(epoch);
    out.vector(treeHash).vector(confirmedTranscriptHash);
    Extension.writeList(out, extensions);
  }

  Bytes encoded() {
    Writer out = new Writer();
    write(out);
    return Bytes.wrap(out.toBytes());
  }

  /// The next epoch with the transcript of this one: what path secrets are bound to (§12.4.1).
  GroupContext provisional(Bytes newTreeHash, List<Extension> newExtensions) {
    return new GroupContext(
        suite, groupId, epoch + 1, newTreeHash, confirmedTranscriptHash, newExtensions);
  }

  GroupContext withConfirmedTranscriptHash(Bytes hash) {
    return new GroupContext(suite, groupId, epoch, treeHash, hash, extensions);
  }
}
