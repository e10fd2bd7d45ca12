package dev.godwit.mls;

/// The public side of an epoch apart from its tree: the group context with its encoding, the
/// confirmation tag and the interim transcript hash (RFC 9420 §8.1, §8.2).
record Transcript(
    GroupContext context, Bytes encodedContext, Bytes confirmationTag, Bytes interimHash) {
  static Transcript of(SuiteCrypto crypto, GroupContext context, Bytes confirmationTag) {
    Bytes interim =
        TranscriptHash.interim(crypto, context.confirmedTranscriptHash(), confirmationTag);
    return new Transcript(context, context.encoded(), confirmationTag, interim);
  }
}
