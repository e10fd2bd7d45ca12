package dev.godwit.gateway.rest;

import dev.godwit.core.account.KeyPackageDesk;
import dev.godwit.core.account.LinkingDesk;
import dev.godwit.core.media.ArchiveDesk;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;

/// The JSON bodies around devices.
final class DeviceBodies {
  static final int CHALLENGE_CHARACTERS_MAX = 128;
  static final int SIGNATURE_BYTES = 64;
  static final int REVOCATION_BYTES_MAX = 512;

  private DeviceBodies() {}

  record ChallengeBody(@Field("To be signed within a minute; good once.") String challenge) {}

  record KeySignInBody(
      @Field("The account's id.") AccountId account,
      @Field("The device's id.") DeviceId device,
      @Field(value = "As the node made it.", max = CHALLENGE_CHARACTERS_MAX) String challenge,
      @Field(
              value = "Ed25519 by the device's key over label, account, device and challenge.",
              max = SIGNATURE_BYTES)
          Bytes signature) {}

  record PasswordBody(
      @Field(value = "The account's handle.", max = Bodies.NAME_CHARACTERS_MAX) String handle,
      @Field(value = "The account's password.", max = Bodies.PASSWORD_UNITS_MAX) String password) {}

  record WhoseBody(@Field("The account's id.") AccountId account) {}

  record NewIdentityBody(
      @Field(value = "The account's handle.", max = Bodies.NAME_CHARACTERS_MAX) String handle,
      @Field(value = "The account's password.", max = Bodies.PASSWORD_UNITS_MAX) String password,
      @Field(
              value = "The new Ed25519 public key that signs the account's devices.",
              max = Bodies.KEY_BYTES)
          Bytes identityKey,
      @Field("The only device that the account has then.") Bodies.DeviceBody device) {}

  record OfferBody(
      @Field(value = "The place, which follows from the code.", max = LinkingDesk.NAME_BYTES)
          Bytes place,
      @Field(value = "An encoded LinkOffer.", max = LinkingDesk.MESSAGE_BYTES_MAX) Bytes message) {}

  record MessageBody(
      @Field(value = "An encoded message of linking.", max = LinkingDesk.MESSAGE_BYTES_MAX)
          Bytes message) {}

  record FoundMessageBody(
      @Field("An encoded message of linking; empty while there is none.") Bytes message) {}

  record RevocationBody(
      @Field(
              value = "An encoded SignedDeviceRevocation of this device.",
              max = REVOCATION_BYTES_MAX)
          Bytes revocation) {}

  record ClaimOwnBody(
      @Field(value = "How many at most.", max = KeyPackageDesk.CLAIMED_AT_ONCE_MAX) long count) {}

  record PartBody(@Field(value = "A sealed part.", max = ArchiveDesk.PART_BYTES_MAX) Bytes bytes) {}

  record FoundPartBody(@Field("A sealed part.") Bytes bytes) {}
}
