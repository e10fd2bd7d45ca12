package dev.godwit.mls;

import java.util.Arrays;

/// What begins an epoch: the joiner secret, and all that follows from it with the pre-shared keys
/// and the new group context (RFC 9420 §8, Figure 22).
final class EpochKeys {
  private final SuiteCrypto crypto;
  private final GroupContext context;
  private final Bytes encodedContext;
  private final byte[] joinerSecret;
  private final byte[] pskSecret;
  private final EpochSecrets secrets;
  private final byte[] encryptionSecret;

  private EpochKeys(
      SuiteCrypto crypto, GroupContext context, byte[] joinerSecret, byte[] pskSecret) {
    this.crypto = crypto;
    this.context = context;
    this.encodedContext = context.encoded();
    this.joinerSecret = joinerSecret;
    this.pskSecret = pskSecret;
    byte[] epochSecret = KeySchedule.epochSecret(crypto, joinerSecret, pskSecret, encodedContext);
    this.secrets = EpochSecrets.derive(crypto, epochSecret);
    this.encryptionSecret = EpochSecrets.encryptionSecret(crypto, epochSecret);
    Arrays.fill(epochSecret, (byte) 0);
  }

  /// The secrets that a commit adds to those of the epoch before.
  record Inputs(Bytes initSecret, Bytes commitSecret, Bytes pskSecret) {}

  /// For those who were in the group before.
  static EpochKeys after(SuiteCrypto crypto, GroupContext context, Inputs inputs) {
    byte[] joinerSecret =
        KeySchedule.joinerSecret(
            crypto, inputs.initSecret().array(), inputs.commitSecret().array(), context.encoded());
    return new EpochKeys(crypto, context, joinerSecret, inputs.pskSecret().array());
  }

  /// For those who join.
  static EpochKeys joining(
      SuiteCrypto crypto, GroupContext context, byte[] joinerSecret, byte[] pskSecret) {
    return new EpochKeys(crypto, context, joinerSecret, pskSecret);
  }

  GroupContext context() {
    return context;
  }

  byte[] joinerSecret() {
    return joinerSecret;
  }

  byte[] welcomeSecret() {
    return KeySchedule.welcomeSecret(crypto, joinerSecret, pskSecret);
  }

  /// `confirmation_tag` (§6.1).
  Bytes confirmationTag() {
    byte[] confirmed = context.confirmedTranscriptHash().array();
    return Bytes.wrap(crypto.mac(secrets.confirmation(), confirmed));
  }

  void requireConfirmationTag(Bytes tag) {
    byte[] confirmed = context.confirmedTranscriptHash().array();
    Rule.INVALID_CONFIRMATION_TAG.require(
        crypto.macMatches(secrets.confirmation(), confirmed, tag.array()));
  }

  /// The epoch, with the tag that was made or checked; forgets the joiner secret.
  Epoch begin(RatchetTree tree, PrivateKeys privateKeys, Bytes confirmationTag) {
    Arrays.fill(joinerSecret, (byte) 0);
    Transcript transcript =
        new Transcript(
            context,
            encodedContext,
            confirmationTag,
            TranscriptHash.interim(crypto, context.confirmedTranscriptHash(), confirmationTag));
    SecretTree secretTree = SecretTree.from(encryptionSecret, context.epoch(), tree.leafCount());
    return new Epoch(transcript, tree, privateKeys, secrets, secretTree);
  }
}
