package dev.godwit.web.facade;

import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.KeyPackageUpload;
import dev.godwit.device.step.PendingCall;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.CommitAttachment;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.MalformedFrame;
import org.teavm.jso.JSObject;

/// Calls to the node as plain objects, and the answers to them read from such.
final class Calls {
  private Calls() {}

  static JSObject view(PendingCall pending) {
    return Plain.of().number("id", pending.id()).object("call", view(pending.call())).end();
  }

  private static JSObject view(Call call) {
    return switch (call) {
      case Call.FindHandle(var handle) -> Plain.of("findHandle").text("handle", handle).end();
      case Call.FindAccount(var account) ->
          Plain.of("findAccount").text("account", account.toString()).end();
      case Call.ClaimKeyPackages(var account) ->
          Plain.of("claimKeyPackages").text("account", account.toString()).end();
      case Call.PublishKeyPackages(var uploads) ->
          Plain.of("publishKeyPackages").list("keyPackages", uploads, Calls::upload).end();
      case Call.CountKeyPackages _ -> Plain.of("countKeyPackages").end();
      case Call.FetchWelcome(var conversation, var sequence) ->
          Plain.of("fetchWelcome")
              .text("conversation", conversation.toString())
              .number("sequence", sequence)
              .end();
      case Call.FetchGroupInfo(var conversation) ->
          Plain.of("fetchGroupInfo").text("conversation", conversation.toString()).end();
      case Call.ClaimManyKeyPackages(var accounts) ->
          Plain.of("claimManyKeyPackages").list("accounts", accounts, Calls::named).end();
      case Call.ClaimOwnKeyPackages(var device, var count) ->
          Plain.of("claimOwnKeyPackages")
              .text("device", device.toString())
              .number("count", count)
              .end();
      case Call.FetchMembers(var conversation) ->
          Plain.of("fetchMembers").text("conversation", conversation.toString()).end();
    };
  }

  private static JSObject named(AccountId account) {
    return Plain.of().text("account", account.toString()).end();
  }

  static JSObject upload(KeyPackageUpload upload) {
    return Plain.of()
        .bytes("bytes", upload.bytes())
        .number("expires", upload.expiresMillis())
        .flag("lastResort", upload.lastResort())
        .end();
  }

  /// An answer as the worker has read it. What cannot be read is as good as no answer.
  static Answer answer(JSObject object) {
    try {
      return answer(new Given(object));
    } catch (IllegalArgumentException | MalformedFrame e) {
      return new Answer.Unreachable();
    }
  }

  private static Answer answer(Given given) {
    return switch (given.text("kind")) {
      case "account" ->
          new Answer.Account(
              AccountId.parse(given.text("account")),
              given.text("handle"),
              given.bytes("identityKey"),
              given.list("devices", Calls::device));
      case "keyPackages" -> new Answer.KeyPackages(given.list("keyPackages", Calls::claimed));
      case "manyKeyPackages" ->
          new Answer.ManyKeyPackages(
              given.list("accounts", Calls::account),
              given.list("unreachable", each -> AccountId.parse(each.text("account"))));
      case "members" ->
          new Answer.Members((long) given.number("sequence"), given.list("members", Calls::member));
      case "done" -> new Answer.Done();
      case "count" -> new Answer.Count((int) given.number("count"));
      case "welcome" -> welcome(CommitAttachment.decode(given.bytes("attachment")));
      case "groupInfo" ->
          new Answer.NewestGroupInfo(
              (long) given.number("sequence"),
              (long) given.number("epoch"),
              given.bytes("groupInfo"),
              given.bytes("ratchetTree"));
      case "refused" ->
          new Answer.Refused(
              ErrorCode.of((int) given.number("number")).orElse(ErrorCode.INTERNAL),
              (long) given.number("retryAfterMillis"));
      default -> new Answer.Unreachable();
    };
  }

  private static Answer welcome(CommitAttachment found) {
    return new Answer.Welcome(found.welcome(), found.groupInfo(), found.ratchetTree());
  }

  private static Answer.AccountKeyPackages account(Given given) {
    return new Answer.AccountKeyPackages(
        AccountId.parse(given.text("account")), given.list("keyPackages", Calls::claimed));
  }

  private static Answer.Member member(Given given) {
    return new Answer.Member(
        AccountId.parse(given.text("account")),
        given.text("handle"),
        GroupViews.role(given.text("role")),
        (long) given.number("sinceSequence"),
        (long) given.number("sinceMillis"));
  }

  private static Answer.AccountDevice device(Given given) {
    return new Answer.AccountDevice(
        DeviceId.parse(given.text("id")),
        given.bytes("certificate"),
        given.flag("revoked"),
        given.bytes("revocation"));
  }

  private static Answer.ClaimedKeyPackage claimed(Given given) {
    return new Answer.ClaimedKeyPackage(
        DeviceId.parse(given.text("device")),
        given.bytes("certificate"),
        given.bytes("keyPackage"));
  }
}
