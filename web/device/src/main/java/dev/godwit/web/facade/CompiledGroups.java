package dev.godwit.web.facade;

import dev.godwit.device.Device;
import dev.godwit.device.content.Content;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.roster.InvitationPreview;
import dev.godwit.web.crypto.SodiumCrypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.GroupSettings;
import java.util.List;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.typedarrays.Uint8Array;

/// The groups of a [CompiledDevice]. What is wanted is answered by an event `intentionDone` or
/// `intentionFailed` with the id that the method gives.
public final class CompiledGroups {
  private final Device device;

  CompiledGroups(Device device) {
    this.device = device;
  }

  /// Gives the conversation's id.
  @JSExport
  public String create(String name, JSArray<JSString> accounts, double now) {
    return device
        .createGroup(name, "", Bytes.EMPTY, accounts(accounts), GroupSettings.NONE, (long) now)
        .toString();
  }

  /// An array of the group as it is now, or an empty one.
  @JSExport
  public JSObject view(String conversation, double now) {
    return GroupViews.view(device.group(ConversationId.parse(conversation), (long) now));
  }

  /// Empty while it is not known; then it is looked up.
  @JSExport
  public String handleOf(String account, String conversation, double now) {
    return device.handleOf(
        AccountId.parse(account), ConversationId.parse(conversation), (long) now);
  }

  @JSExport
  public String add(String conversation, JSArray<JSString> accounts, double now) {
    return want(conversation, new Intention.Add(accounts(accounts)), now);
  }

  @JSExport
  public String remove(String conversation, String account, double now) {
    return want(conversation, new Intention.Remove(List.of(AccountId.parse(account))), now);
  }

  @JSExport
  public String leave(String conversation, double now) {
    return want(conversation, new Intention.Leave(), now);
  }

  @JSExport
  public String setRole(String conversation, String account, String role, double now) {
    return want(
        conversation, new Intention.SetRole(AccountId.parse(account), GroupViews.role(role)), now);
  }

  @JSExport
  public String setSettings(String conversation, JSObject settings, double now) {
    return want(
        conversation, new Intention.SetSettings(GroupViews.settings(new Given(settings))), now);
  }

  private String want(String conversation, Intention intention, double now) {
    return device.want(ConversationId.parse(conversation), intention, (long) now).toString();
  }

  @JSExport
  public void rename(String conversation, String name, double now) {
    say(conversation, new Content.Renamed(name), now);
  }

  @JSExport
  public void describe(String conversation, String description, double now) {
    say(conversation, new Content.Described(description), now);
  }

  /// Empty for no picture.
  @JSExport
  public void picture(String conversation, Uint8Array picture, double now) {
    say(conversation, new Content.Pictured(Plain.bytes(picture)), now);
  }

  private void say(String conversation, Content content, double now) {
    device.send(ConversationId.parse(conversation), content, (long) now);
  }

  /// Tells the members of a link that the node has made.
  @JSExport
  public void invite(
      String conversation,
      String link,
      Uint8Array secret,
      boolean approval,
      double expiresMillis,
      double now) {
    device.invite(
        ConversationId.parse(conversation),
        link,
        Plain.bytes(secret),
        approval,
        (long) expiresMillis,
        (long) now);
  }

  /// What a link shows before joining, for the node to keep: it cannot read it.
  @JSExport
  public static JSObject sealPreview(String name, int members, Uint8Array secret) {
    Bytes sealed =
        new InvitationPreview(name, members).seal(new SodiumCrypto(), Plain.bytes(secret));
    return Plain.of().bytes("bytes", sealed).end();
  }

  /// What a link shows, in an array; an empty one when the secret is not its.
  @JSExport
  public static JSArray<JSObject> openPreview(Uint8Array secret, Uint8Array sealed) {
    var opened =
        InvitationPreview.open(new SodiumCrypto(), Plain.bytes(secret), Plain.bytes(sealed));
    return Plain.array(
        opened.stream().toList(),
        preview ->
            Plain.of().text("name", preview.name()).number("members", preview.members()).end());
  }

  /// What goes with a request to be let in, and shows the members that this account was given the
  /// link.
  @JSExport
  public JSObject invitationProof(String conversation, Uint8Array secret) {
    Bytes proof = device.invitationProof(ConversationId.parse(conversation), Plain.bytes(secret));
    return Plain.of().bytes("bytes", proof).end();
  }

  @JSExport
  public void revokeInvitation(String conversation, String link, double now) {
    device.revokeInvitation(ConversationId.parse(conversation), link, (long) now);
  }

  @JSExport
  public void refuseRequest(String conversation, String account, double now) {
    device.refuseRequest(ConversationId.parse(conversation), AccountId.parse(account), (long) now);
  }

  @JSExport
  public void askReceipts(String conversation, double now) {
    device.askReceipts(ConversationId.parse(conversation), (long) now);
  }

  @JSExport
  public void letGoOn(String conversation, double now) {
    device.letGoOn(ConversationId.parse(conversation), (long) now);
  }

  /// False when it was not left before.
  @JSExport
  public boolean forget(String conversation, double now) {
    return device.forget(ConversationId.parse(conversation), (long) now);
  }

  private static List<AccountId> accounts(JSArray<JSString> accounts) {
    return Given.texts(accounts).stream().map(AccountId::parse).toList();
  }
}
