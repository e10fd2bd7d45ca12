package dev.godwit.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.godwit.core.account.KeyPackageDesk;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Limits;
import java.util.List;

/// The JSON bodies of requests and answers.
final class Bodies {
  static final int NAME_CHARACTERS_MAX = 64;
  static final int PASSWORD_UNITS_MAX = 4 * Limits.PASSWORD_CHARACTERS_MAX;
  static final int TOKEN_CHARACTERS_MAX = 128;
  static final int CERTIFICATE_BYTES_MAX = 1_024;
  static final int KEY_BYTES = 32;

  private Bodies() {}

  record DeviceBody(
      @Field("The device's id, chosen by the device.") DeviceId id,
      @Field(
              value = "An encoded SignedDeviceCertificate that names this account and device.",
              max = CERTIFICATE_BYTES_MAX)
          Bytes certificate) {}

  record KeyPackageBody(
      @Field(value = "An encoded MLS KeyPackage.", max = KeyPackageDesk.KEY_PACKAGE_BYTES_MAX)
          Bytes bytes,
      @Field("When it expires, milliseconds since 1970 UTC.") long expires,
      @Field(value = "Whether it may be claimed again when no other is left.", optional = true)
          boolean lastResort) {}

  record RegisterBody(
      @Field("The account's id, chosen at random by its first device.") AccountId account,
      @Field(
              value = "3 to 32 of a-z, 0-9, _ and a dot; unique whatever the case.",
              max = NAME_CHARACTERS_MAX)
          String handle,
      @Field(value = "8 to 256 characters.", max = PASSWORD_UNITS_MAX) String password,
      @Field(value = "The Ed25519 public key that signs the account's devices.", max = KEY_BYTES)
          Bytes identityKey,
      @Field("The account's first device.") DeviceBody device,
      @Field(
              value = "Key packages of the first device.",
              max = KeyPackageDesk.ADDED_AT_ONCE_MAX,
              optional = true)
          List<KeyPackageBody> keyPackages) {}

  record SignInBody(
      @Field(value = "The account's handle.", max = NAME_CHARACTERS_MAX) String handle,
      @Field(value = "The account's password.", max = PASSWORD_UNITS_MAX) String password,
      @Field("The device that signs in; a new one is linked to the account.") DeviceBody device) {}

  record RefreshBody(
      @Field(value = "The newest refresh token of this device.", max = TOKEN_CHARACTERS_MAX)
          String refreshToken) {}

  record GrantedBody(
      @Field("The account's id.") AccountId account,
      @Field("The device's id.") DeviceId device,
      @Field("For the header Authorization: Bearer …, and for the WebSocket.") String accessToken,
      @Field("Gets new tokens, once.") String refreshToken,
      @Field("How long the access token is good, seconds.") long expiresSeconds) {}

  record DeviceView(
      @Field("The device's id.") DeviceId id,
      @Field("An encoded SignedDeviceCertificate; check it.") Bytes certificate,
      @Field("When it was linked, milliseconds since 1970 UTC.") long linked,
      @Field("Whether it was taken out of the account.") boolean revoked,
      @Field("An encoded SignedDeviceRevocation; empty when the account has not signed one.")
          Bytes revocation,
      @Field("When it signed in or got tokens last, milliseconds since 1970 UTC.") long seen) {}

  record AccountBody(
      @Field("The account's id.") AccountId account,
      @Field("The account's handle in lower case.") String handle,
      @Field("The Ed25519 public key that signs the account's devices.") Bytes identityKey,
      @Field("All devices, revoked ones too, oldest first.") List<DeviceView> devices) {}

  record HandlesBody(
      @Field(value = "Handles in any case.", max = Limits.GROUP_MEMBERS_MAX)
          List<String> handles) {}

  record FoundView(
      @Field("The account's id.") AccountId account,
      @Field("The account's handle in lower case.") String handle,
      @Field("The Ed25519 public key that signs the account's devices.") Bytes identityKey) {}

  record FoundBody(
      @Field("The accounts of those handles that are somebody's.") List<FoundView> accounts) {}

  record DevicesBody(
      @Field("All devices, revoked ones too, oldest first.") List<DeviceView> devices) {}

  record KeyPackagesBody(
      @Field(
              value = "Key packages of the device that is signed in.",
              max = KeyPackageDesk.ADDED_AT_ONCE_MAX)
          List<KeyPackageBody> keyPackages) {}

  record CountBody(@Field("One-time key packages that are left.") long count) {}

  record ClaimedView(
      @Field("The device's id.") DeviceId device,
      @Field("The device's encoded SignedDeviceCertificate; check it.") Bytes certificate,
      @Field("An encoded MLS KeyPackage of the device.") Bytes keyPackage) {}

  record ClaimedBody(
      @Field("One key package for each device that has one.") List<ClaimedView> keyPackages) {}

  record GroupInfoBody(
      @Field("The sequence of the commit that led to the epoch.") long sequence,
      @Field("The conversation's epoch.") long epoch,
      @Field("The newest GroupInfo.") Bytes groupInfo,
      @Field("The ratchet tree that belongs to it.") Bytes ratchetTree) {}

  record SendMessageBody(
      @Field(
              value = "The handle or id of the account that is signed in.",
              max = NAME_CHARACTERS_MAX)
          String fromUser,
      @Field(value = "The handle or id of the recipient.", max = NAME_CHARACTERS_MAX) String toUser,
      @Field(
              value = "Small opaque data of the client, kept beside the message, not encrypted.",
              max = Limits.CLIENT_META_DATA_BYTES_MAX,
              optional = true)
          Bytes clientMetaData,
      @Field("The ciphertext: an MLS PrivateMessage of the direct conversation, up to 64 KiB.")
          Bytes message,
      @Field(
              value = "The entry's id, for retries: the same id is stored once. Chosen if absent.",
              optional = true)
          EntryId id,
      @Field("The MLS epoch of the ciphertext.") long epoch) {}

  record SentBody(
      @Field("The direct conversation's id.") ConversationId conversation,
      @Field("The entry's id.") EntryId id,
      @Field("The entry's sequence in the conversation.") long sequence,
      @Field("When it was stored, milliseconds since 1970 UTC.") long time) {}

  record EntryView(
      @Field("Counts from 1, without gaps.") long sequence,
      @Field("The entry's id.") EntryId id,
      @Field("When it was stored, milliseconds since 1970 UTC.") long time,
      @Field("Who sent it.") AccountId account,
      @Field("With which device.") DeviceId device,
      @Field("application, commit or proposal.") String kind,
      @Field("The MLS epoch it was made for.") long epoch,
      @Field("The ciphertext.") Bytes message,
      @Field("What the client put beside it.") Bytes clientMetaData,
      @Field("sent, delivered or read: how far every other member is.") String receipt) {}

  record ReceiptView(
      @Field("The member.") AccountId account,
      @Field("The last sequence that is stored on one of its devices.") long delivered,
      @Field("The last sequence that was read.") long read) {}

  record PageBody(
      @Field("The conversation's id.") ConversationId conversation,
      @Field("The sequence of the newest entry.") long head,
      @Field("Consecutive entries, oldest first.") List<EntryView> entries,
      @Field("Where every member stands.") List<ReceiptView> receipts,
      @Field("Entries up to this sequence are past retention; 0: none of the asked ones.")
          long expiredThrough) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ErrorBody(
      @Field("The error's name.") String code,
      @Field("The error's number, the same as in the WebSocket's frames.") long number,
      @Field("One sentence that says what to do.") String text,
      @Field(value = "Which part of the request it is about, where there is one.", optional = true)
          String at) {}

  /// An answer without content.
  record Nothing() {}
}
