package dev.godwit.gateway.rest;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Limits;
import java.util.List;

/// The JSON bodies of requests and answers about groups.
final class GroupBodies {
  private GroupBodies() {}

  record MemberView(
      @Field("The member's account.") AccountId account,
      @Field("Its handle; empty when the account is gone.") String handle,
      @Field("owner, admin or member.") String role,
      @Field("The devices that are in the group's keys.") List<DeviceId> devices,
      @Field("The sequence of the commit that added it.") long sinceSequence,
      @Field("When it was added, milliseconds since 1970 UTC.") long since) {}

  record MembersBody(
      @Field("The sequence of the entry by which it is so.") long sequence,
      @Field("All members, in the order in which they were added.") List<MemberView> members) {}

  record MakeLinkBody(
      @Field(
              value = "How long the link is good, seconds, up to 90 days.",
              max = Limits.LINK_MILLIS_MAX / 1_000)
          long expiresSeconds,
      @Field(
              value = "How many accounts may ask by it; 0 for as many as want.",
              max = Limits.LINK_USES_MAX,
              optional = true)
          long uses,
      @Field(value = "Whether an admin has to let in who asks.", optional = true) boolean approval,
      @Field(
              value = "What the link shows, sealed by the client.",
              max = Limits.LINK_PREVIEW_BYTES_MAX,
              optional = true)
          Bytes preview) {}

  record LinkView(
      @Field("The link's id, 64 hexadecimal digits.") String link,
      @Field("The conversation it leads to.") ConversationId conversation,
      @Field("Who made it.") AccountId maker,
      @Field("When it ends, milliseconds since 1970 UTC.") long expires,
      @Field("How many accounts may ask by it; 0 for as many as want.") long usesMax,
      @Field("How many accounts have asked by it.") long uses,
      @Field("Whether an admin has to let in who asks.") boolean approval,
      @Field("What the link shows, sealed by the client.") Bytes preview) {}

  record LinksBody(@Field("The links that are still good.") List<LinkView> links) {}

  record PreviewBody(
      @Field("What the link shows, sealed by the client.") Bytes preview,
      @Field("Whether an admin has to let in who asks.") boolean approval) {}

  record JoinBody(
      @Field(
              value =
                  "Shows the members that the link was given to the account: HMAC-SHA-256 under"
                      + " the link's key.",
              max = 64,
              optional = true)
          Bytes proof) {}

  record JoinedBody(
      @Field("The conversation that the account asks for.") ConversationId conversation,
      @Field("The sequence of the request.") long sequence) {}

  record RequestView(
      @Field("Who asks.") AccountId account,
      @Field("Its handle; empty when the account is gone.") String handle,
      @Field("The sequence of the request.") long sequence,
      @Field("When it was made, milliseconds since 1970 UTC.") long time,
      @Field("Whether an admin has to let it in.") boolean approval) {}

  record RequestsBody(@Field("Who waits to be let in, oldest first.") List<RequestView> requests) {}

  record ClaimManyBody(
      @Field(
              value = "Whose devices are to be added, up to 1,024.",
              max = Limits.CLAIMED_ACCOUNTS_MAX)
          List<AccountId> accounts) {}

  record ClaimedOfView(
      @Field("The device's account.") AccountId account,
      @Field("The device's id.") DeviceId device,
      @Field("The device's encoded SignedDeviceCertificate; check it.") Bytes certificate,
      @Field("An encoded MLS KeyPackage of the device.") Bytes keyPackage) {}

  record ClaimedManyBody(
      @Field("One key package for each device that has one.") List<ClaimedOfView> keyPackages,
      @Field("Accounts of which no device has one, or that are claimed too often.")
          List<AccountId> unreachable) {}
}
