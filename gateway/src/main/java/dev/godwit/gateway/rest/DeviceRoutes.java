package dev.godwit.gateway.rest;

import dev.godwit.core.media.ArchiveDesk;
import dev.godwit.gateway.rest.Route.Parameter;
import dev.godwit.gateway.rest.Route.Place;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import java.util.List;
import java.util.stream.Stream;

/// The routes around devices: linking, signing in by key, revoking, history on its way.
final class DeviceRoutes {
  private static final Parameter PLACE =
      new Parameter("place", Place.PATH, EntryId.class, 0, "The place, 32 hexadecimal digits.");
  private static final Parameter ARCHIVE =
      new Parameter("archive", Place.PATH, EntryId.class, 0, "The archive, 32 hexadecimal digits.");
  private static final Parameter PART =
      new Parameter(
          "part", Place.PATH, long.class, ArchiveDesk.PARTS_MAX - 1L, "Which part, from 0.");
  private static final Parameter DEVICE =
      new Parameter("id", Place.PATH, DeviceId.class, 0, "The device's id.");

  private final DeviceHandlers handlers;

  DeviceRoutes(Services services) {
    handlers = new DeviceHandlers(services);
  }

  List<Route> all() {
    return Stream.of(signingIn(), devices(), linking(), archives()).flatMap(List::stream).toList();
  }

  private List<Route> signingIn() {
    return List.of(
        Route.post(
                "/v1/sessions/challenge",
                "Get something to sign in with by a device's key.",
                Bodies.Nothing.class,
                DeviceBodies.ChallengeBody.class,
                handlers::challenge)
            .open(),
        Route.post(
                "/v1/sessions/device",
                "Sign a linked device in by its key.",
                DeviceBodies.KeySignInBody.class,
                Bodies.GrantedBody.class,
                handlers::signIn)
            .open()
            .refusing(ErrorCode.BAD_CREDENTIALS, ErrorCode.DEVICE_REVOKED),
        Route.post(
                "/v1/sessions/whose",
                "Whose handle and password these are, before the account is begun anew.",
                DeviceBodies.PasswordBody.class,
                DeviceBodies.WhoseBody.class,
                handlers::whose)
            .open()
            .refusing(ErrorCode.BAD_CREDENTIALS),
        Route.post(
                "/v1/sessions/new-identity",
                "Begin the account anew with the password alone; all its devices before end.",
                DeviceBodies.NewIdentityBody.class,
                Bodies.GrantedBody.class,
                handlers::beginAnew)
            .open()
            .refusing(
                ErrorCode.BAD_CREDENTIALS,
                ErrorCode.CERTIFICATE_INVALID,
                ErrorCode.DEVICE_KEY_IN_USE));
  }

  private List<Route> devices() {
    return List.of(
        Route.post(
                "/v1/devices",
                "Link a device that the account's identity key has signed.",
                Bodies.DeviceBody.class,
                Bodies.Nothing.class,
                handlers::link)
            .refusing(
                ErrorCode.CERTIFICATE_INVALID,
                ErrorCode.DEVICE_REVOKED,
                ErrorCode.DEVICE_KEY_IN_USE,
                ErrorCode.TOO_MANY_DEVICES),
        Route.post(
                "/v1/devices/{id}/revocation",
                "Take a device out of the account, signed by the account's identity key.",
                DeviceBodies.RevocationBody.class,
                Bodies.Nothing.class,
                handlers::revoke)
            .with(DEVICE)
            .refusing(ErrorCode.REVOCATION_INVALID),
        Route.post(
                "/v1/devices/{id}/key-packages/claim",
                "Take key packages of a device of this account, to add it to conversations.",
                DeviceBodies.ClaimOwnBody.class,
                Bodies.ClaimedBody.class,
                handlers::claimOwn)
            .with(DEVICE)
            .refusing(ErrorCode.NO_KEY_PACKAGE),
        Route.delete(
                "/v1/devices/{id}",
                "Take a device out of the account without a signature.",
                handlers::remove)
            .with(DEVICE));
  }

  private List<Route> linking() {
    return List.of(
        Route.post(
                "/v1/linkings",
                "Offer a new device to whoever has its code, for 5 minutes.",
                DeviceBodies.OfferBody.class,
                Bodies.Nothing.class,
                handlers::offer)
            .open()
            .refusing(ErrorCode.LINKING_ANSWERED),
        Route.get(
                "/v1/linkings/{place}",
                "The offer that waits under a code.",
                DeviceBodies.FoundMessageBody.class,
                handlers::offerAt)
            .with(PLACE)
            .refusing(ErrorCode.LINKING_UNKNOWN),
        Route.post(
                "/v1/linkings/{place}/answer",
                "Answer an offer. The first answer counts.",
                DeviceBodies.MessageBody.class,
                Bodies.Nothing.class,
                handlers::answer)
            .with(PLACE)
            .refusing(ErrorCode.LINKING_UNKNOWN, ErrorCode.LINKING_ANSWERED),
        Route.get(
                "/v1/linkings/{place}/answer",
                "The answer to an offer, if there is one.",
                DeviceBodies.FoundMessageBody.class,
                handlers::answerAt)
            .open()
            .with(PLACE)
            .refusing(ErrorCode.LINKING_UNKNOWN),
        Route.post(
                "/v1/linkings/{place}/acceptance",
                "Accept an answer. The first acceptance counts.",
                DeviceBodies.MessageBody.class,
                Bodies.Nothing.class,
                handlers::accept)
            .open()
            .with(PLACE)
            .refusing(ErrorCode.LINKING_UNKNOWN, ErrorCode.LINKING_ANSWERED),
        Route.get(
                "/v1/linkings/{place}/acceptance",
                "The acceptance of an answer, for the account that has answered.",
                DeviceBodies.FoundMessageBody.class,
                handlers::acceptanceAt)
            .with(PLACE)
            .refusing(ErrorCode.LINKING_UNKNOWN));
  }

  private List<Route> archives() {
    return List.of(
        Route.post(
                "/v1/archives/{archive}/{part}",
                "Keep a sealed part of the history for another device of the account, for a day.",
                DeviceBodies.PartBody.class,
                Bodies.Nothing.class,
                handlers::putPart)
            .with(ARCHIVE, PART)
            .refusing(ErrorCode.ARCHIVE_FULL),
        Route.get(
                "/v1/archives/{archive}/{part}",
                "A sealed part of the history.",
                DeviceBodies.FoundPartBody.class,
                handlers::getPart)
            .with(ARCHIVE, PART)
            .refusing(ErrorCode.NOT_FOUND),
        Route.delete(
                "/v1/archives/{archive}",
                "Forget an archive with all its parts.",
                handlers::removeArchive)
            .with(ARCHIVE));
  }
}
