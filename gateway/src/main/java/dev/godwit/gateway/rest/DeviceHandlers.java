package dev.godwit.gateway.rest;

import dev.godwit.core.account.Granted;
import dev.godwit.core.account.KeySignIn;
import dev.godwit.core.account.LinkingDesk;
import dev.godwit.core.account.NewIdentity;
import dev.godwit.core.account.Reply;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;

/// Answers what concerns linking devices, signing them in by their keys, and revoking them.
final class DeviceHandlers {
  private final Services services;
  private final DeviceServices devices;

  DeviceHandlers(Services services) {
    this.services = services;
    this.devices = services.devices();
  }

  Reply<DeviceBodies.ChallengeBody> challenge(Asked asked) {
    return Reply.given(new DeviceBodies.ChallengeBody(devices.desk().challenge()));
  }

  Reply<Bodies.GrantedBody> signIn(Asked asked) {
    var body = asked.body(DeviceBodies.KeySignInBody.class);
    var wanted =
        new KeySignIn(
            body.account(), body.device(), body.challenge(), body.signature(), asked.address());
    Reply<Granted> granted = devices.desk().signIn(wanted);
    return granted.map(AccountHandlers::granted);
  }

  Reply<DeviceBodies.WhoseBody> whose(Asked asked) {
    var body = asked.body(DeviceBodies.PasswordBody.class);
    return services
        .accounts()
        .whose(body.handle(), body.password(), asked.address())
        .map(DeviceBodies.WhoseBody::new);
  }

  Reply<Bodies.GrantedBody> beginAnew(Asked asked) {
    var body = asked.body(DeviceBodies.NewIdentityBody.class);
    var wanted =
        new NewIdentity(
            body.handle(),
            body.password(),
            body.identityKey(),
            body.device().id(),
            body.device().certificate(),
            asked.address());
    return services.accounts().beginAnew(wanted).map(AccountHandlers::granted);
  }

  Reply<Bodies.Nothing> link(Asked asked) {
    var body = asked.body(Bodies.DeviceBody.class);
    return nothing(devices.desk().link(asked.who().account(), body.id(), body.certificate()));
  }

  Reply<Bodies.Nothing> revoke(Asked asked) {
    Bytes statement = asked.body(DeviceBodies.RevocationBody.class).revocation();
    return nothing(devices.desk().revoke(asked.who().account(), device(asked), statement));
  }

  /// Without a statement: other devices see that nobody has signed it.
  Reply<Bodies.Nothing> remove(Asked asked) {
    return nothing(devices.desk().revoke(asked.who().account(), device(asked), Bytes.EMPTY));
  }

  Reply<Bodies.ClaimedBody> claimOwn(Asked asked) {
    long count = asked.body(DeviceBodies.ClaimOwnBody.class).count();
    return services
        .keyPackages()
        .claimOwn(asked.who().account(), device(asked), (int) count)
        .map(AccountHandlers::claimed);
  }

  Reply<Bodies.Nothing> offer(Asked asked) {
    var body = asked.body(DeviceBodies.OfferBody.class);
    if (body.place().size() != LinkingDesk.NAME_BYTES) {
      throw new MalformedRequest("place");
    }
    return nothing(devices.linking().offer(body.place(), body.message(), asked.address()));
  }

  Reply<DeviceBodies.FoundMessageBody> offerAt(Asked asked) {
    return devices
        .linking()
        .offerAt(place(asked), asked.who().account())
        .map(DeviceBodies.FoundMessageBody::new);
  }

  Reply<Bodies.Nothing> answer(Asked asked) {
    Bytes message = asked.body(DeviceBodies.MessageBody.class).message();
    return nothing(devices.linking().answer(place(asked), asked.who().account(), message));
  }

  Reply<DeviceBodies.FoundMessageBody> answerAt(Asked asked) {
    return devices.linking().answerAt(place(asked)).map(DeviceBodies.FoundMessageBody::new);
  }

  Reply<Bodies.Nothing> accept(Asked asked) {
    Bytes message = asked.body(DeviceBodies.MessageBody.class).message();
    return nothing(devices.linking().accept(place(asked), message));
  }

  Reply<DeviceBodies.FoundMessageBody> acceptanceAt(Asked asked) {
    return devices
        .linking()
        .acceptanceAt(place(asked), asked.who().account())
        .map(DeviceBodies.FoundMessageBody::new);
  }

  Reply<Bodies.Nothing> putPart(Asked asked) {
    Bytes bytes = asked.body(DeviceBodies.PartBody.class).bytes();
    return nothing(
        devices.archives().put(asked.who().account(), archive(asked), part(asked), bytes));
  }

  Reply<DeviceBodies.FoundPartBody> getPart(Asked asked) {
    return devices
        .archives()
        .part(asked.who().account(), archive(asked), part(asked))
        .map(DeviceBodies.FoundPartBody::new);
  }

  Reply<Bodies.Nothing> removeArchive(Asked asked) {
    return nothing(devices.archives().remove(asked.who().account(), archive(asked)));
  }

  private static DeviceId device(Asked asked) {
    return asked.path("id", DeviceId.class);
  }

  private static Bytes place(Asked asked) {
    return asked.path("place", EntryId.class).toBytes();
  }

  private static Bytes archive(Asked asked) {
    return asked.path("archive", EntryId.class).toBytes();
  }

  private static int part(Asked asked) {
    return (int) asked.number("part", 0);
  }

  private static Reply<Bodies.Nothing> nothing(Reply<?> reply) {
    return reply.map(_ -> new Bodies.Nothing());
  }
}
