package dev.godwit.mls;

/// The running hashes over all commits of a group (RFC 9420 §8.2).
final class TranscriptHash {
  private TranscriptHash() {}

  static Bytes confirmed(SuiteCrypto crypto, Bytes interimBefore, AuthenticatedContent commit) {
    byte[] input = commit.confirmedTranscriptHashInput();
    Writer out = new Writer(interimBefore.size() + input.length);
    out.raw(interimBefore.array()).raw(input);
    return Bytes.wrap(crypto.hash(out.toBytes()));
  }

  static Bytes interim(SuiteCrypto crypto, Bytes confirmed, Bytes confirmationTag) {
    Writer out = new Writer();
    return Bytes.wrap(crypto.hash(out.raw(confirmed.array()).vector(confirmationTag).toBytes()));
  }
}
