package dev.godwit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.device.Device;
import dev.godwit.device.content.Content;
import dev.godwit.device.content.ContentCodec;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.roster.InvitationPreview;
import dev.godwit.device.roster.InvitationProof;
import dev.godwit.device.step.GroupView;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Role;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// What a person does with groups, on the side of the process that owns the device.
final class GroupOwner {
  private static final int LINK_DIGITS = 64;
  private static final int CONVERSATION_DIGITS = 32;

  private final Me me;
  private final Crypto crypto;
  private final DeviceLoop loop;
  private final NodeApi api;
  private final SignIn signIn;
  private final People people;

  GroupOwner(Me me, Crypto crypto, DeviceLoop loop, NodeApi api, SignIn signIn) {
    this.me = me;
    this.crypto = crypto;
    this.loop = loop;
    this.api = api;
    this.signIn = signIn;
    this.people = new People(me, loop, api, signIn);
  }

  GroupReply does(GroupDeed deed) {
    return switch (deed) {
      case GroupDeed.Create create -> create(create);
      case GroupDeed.Add(var group, var handles) ->
          want(group, new Intention.Add(people.accounts(handles)));
      case GroupDeed.Remove(var group, var handles) ->
          want(group, new Intention.Remove(people.accounts(handles)));
      case GroupDeed.Role(var group, var handle, var role) ->
          want(
              group,
              new Intention.SetRole(people.accounts(List.of(handle)).getFirst(), role(role)));
      case GroupDeed.Rules(var group, var rules) ->
          want(group, new Intention.SetSettings(rules.settings()));
      case GroupDeed.Leave(var group) -> want(group, new Intention.Leave());
      case GroupDeed.Rename(var group, var name) ->
          say(group, new Content.Renamed(shorter(name, ContentCodec.NAME_CHARACTERS_MAX)));
      case GroupDeed.Describe(var group, var text) ->
          say(group, new Content.Described(shorter(text, ContentCodec.DESCRIPTION_CHARACTERS_MAX)));
      case GroupDeed.Picture(var group, var picture) ->
          say(group, new Content.Pictured(picture(picture)));
      case GroupDeed.Info(var group) -> GroupReply.of(info(group));
      case GroupDeed.MakeLink(var group, var seconds, var approval) ->
          GroupReply.links(List.of(makeLink(group, seconds, approval)));
      case GroupDeed.Links(var group) -> GroupReply.links(links(group));
      case GroupDeed.RevokeLink(var group, var link) -> revoke(group, link);
      case GroupDeed.Peek(var url) -> GroupReply.of(peek(Link.parse(url)));
      case GroupDeed.Join(var url) -> join(Link.parse(url));
      case GroupDeed.Requests(var group) -> GroupReply.requests(requests(group));
      case GroupDeed.Refuse(var group, var account) -> refuse(group, account);
      case GroupDeed.Delete(var group) -> delete(group);
      case GroupDeed.LetGoOn(var group) ->
          doing(group, (device, now) -> device.letGoOn(group, now));
    };
  }

  private interface Doing {
    void on(Device device, long now);
  }

  private GroupReply doing(ConversationId group, Doing what) {
    return loop.ask(
        desk -> {
          what.on(desk.device(), desk.now());
          return GroupReply.of(group);
        });
  }

  private GroupReply create(GroupDeed.Create create) {
    List<AccountId> others = people.accounts(create.handles());
    String name = shorter(create.name(), ContentCodec.NAME_CHARACTERS_MAX);
    String description = shorter(create.description(), ContentCodec.DESCRIPTION_CHARACTERS_MAX);
    Bytes picture = picture(create.picture());
    return loop.ask(
        desk ->
            GroupReply.of(
                desk.device()
                    .createGroup(
                        name,
                        description,
                        picture,
                        others,
                        create.rules().settings(),
                        desk.now())));
  }

  private GroupReply want(ConversationId group, Intention intention) {
    return loop.ask(
        desk -> {
          requireGroup(desk, group);
          EntryId id = desk.device().want(group, intention, desk.now());
          return GroupReply.of(group, id);
        });
  }

  private GroupReply say(ConversationId group, Content content) {
    return loop.ask(
        desk -> {
          requireGroup(desk, group);
          EntryId id = desk.device().send(group, content, desk.now());
          return GroupReply.of(group, id);
        });
  }

  private GroupInfo info(ConversationId group) {
    return loop.ask(
        desk -> {
          desk.device().askReceipts(group, desk.now());
          long muted =
              desk.store()
                  .conversations()
                  .byId(group)
                  .map(row -> row.arrangement().mutedUntilMillis())
                  .orElse(0L);
          return info(view(desk, group), muted);
        });
  }

  private static GroupView view(DeviceLoop.Desk desk, ConversationId group) {
    return desk.device().group(group, desk.now()).orElseThrow(GroupOwner::unknown);
  }

  /// Looks at the list of conversations only: a view names each of a thousand members.
  private static void requireGroup(DeviceLoop.Desk desk, ConversationId group) {
    boolean isGroup =
        desk.store()
            .conversations()
            .byId(group)
            .filter(row -> row.kind() == ConversationKind.GROUP)
            .isPresent();
    if (!isGroup) {
      throw unknown();
    }
  }

  private static GodwitException unknown() {
    return new GodwitException(
        Reason.Local.UNKNOWN_CONVERSATION,
        "There is no such group here; `godwit conversations` lists those there are.");
  }

  private static GroupInfo info(GroupView view, long muted) {
    return new GroupInfo(
        view.id(),
        view.name(),
        view.description(),
        Json.base64(view.picture()),
        GroupRules.of(view.settings()),
        view.role().name(),
        muted,
        view.held(),
        view.members().stream()
            .map(
                member ->
                    new GroupInfo.Member(
                        member.account(),
                        member.handle(),
                        member.role().name(),
                        member.sinceMillis(),
                        member.deliveredThrough(),
                        member.readThrough()))
            .toList(),
        view.requests().stream()
            .map(
                request ->
                    new GroupInfo.Request(
                        request.account(), request.handle(), request.timeMillis()))
            .toList());
  }

  // --- Links ---

  /// A link as people pass it on: where the node is, its id, and the secret behind the sign that
  /// browsers do not send.
  private record Link(String id, Bytes secret) {
    static Link parse(String url) {
      int sign = url.indexOf('#');
      int point = url.indexOf('.', Math.max(sign, 0));
      try {
        String id = url.substring(sign + 1, point);
        byte[] secret = Base64.getUrlDecoder().decode(url.substring(point + 1).strip());
        if (id.matches("[0-9a-f]{%d}".formatted(LINK_DIGITS))
            && secret.length == InvitationProof.SECRET_BYTES) {
          return new Link(id, Bytes.owned(secret));
        }
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        throw malformed();
      }
      throw malformed();
    }

    private static GodwitException malformed() {
      return new GodwitException(
          Reason.Local.TEXT_INVALID,
          "This is no invitation link; copy it whole, with all that is behind the #.");
    }

    ConversationId conversation() {
      return ConversationId.parse(id.substring(0, CONVERSATION_DIGITS));
    }
  }

  private InviteLink makeLink(ConversationId group, long seconds, boolean approval) {
    GroupView view = loop.ask(desk -> view(desk, group));
    Bytes secret = Bytes.owned(crypto.random(InvitationProof.SECRET_BYTES));
    Bytes preview = new InvitationPreview(view.name(), view.members().size()).seal(crypto, secret);
    ObjectNode body =
        Json.object()
            .put("expiresSeconds", seconds)
            .put("approval", approval)
            .put("preview", Json.base64(preview));
    JsonNode made = signIn.authorized(token -> api.post(links(group, ""), token, body));
    String id = Json.text(made, "link");
    long expires = made.path("expires").asLong();
    doing(group, (device, now) -> device.invite(group, id, secret, approval, expires, now));
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret.toArray());
    return new InviteLink(id, me.server() + "/join#" + id + "." + text, approval, expires, 0);
  }

  private static String links(ConversationId group, String rest) {
    return "/v1/conversations/" + group + "/links" + rest;
  }

  private List<InviteLink> links(ConversationId group) {
    JsonNode answer = signIn.authorized(token -> api.get(links(group, ""), token));
    List<InviteLink> links = new ArrayList<>();
    for (JsonNode link : answer.path("links")) {
      links.add(
          new InviteLink(
              Json.text(link, "link"),
              "",
              link.path("approval").asBoolean(),
              link.path("expires").asLong(),
              link.path("uses").asLong()));
    }
    return links;
  }

  private GroupReply revoke(ConversationId group, String link) {
    String id = link.contains("#") ? Link.parse(link).id() : link;
    delete(links(group, "/" + id));
    return doing(group, (device, now) -> device.revokeInvitation(group, id, now));
  }

  /// The answer says nothing that is not known.
  private void delete(String path) {
    boolean done = signIn.authorized(token -> !api.delete(path, token).isArray());
    assert done;
  }

  private InvitePreview peek(Link link) {
    JsonNode shown = signIn.authorized(token -> api.get("/v1/links/" + link.id(), token));
    Bytes preview = Bytes.owned(Base64.getDecoder().decode(shown.path("preview").asText()));
    InvitationPreview opened =
        InvitationPreview.open(crypto, link.secret(), preview).orElse(new InvitationPreview("", 0));
    return new InvitePreview(opened.name(), opened.members(), shown.path("approval").asBoolean());
  }

  private GroupReply join(Link link) {
    Bytes proof =
        loop.ask(desk -> desk.device().invitationProof(link.conversation(), link.secret()));
    ObjectNode body = Json.object().put("proof", Json.base64(proof));
    JsonNode asked =
        signIn.authorized(token -> api.post("/v1/links/" + link.id() + "/join", token, body));
    assert asked.isObject();
    return GroupReply.of(link.conversation());
  }

  // --- Requests ---

  private List<GroupInfo.Request> requests(ConversationId group) {
    JsonNode answer =
        signIn.authorized(token -> api.get("/v1/conversations/" + group + "/requests", token));
    List<GroupInfo.Request> requests = new ArrayList<>();
    for (JsonNode request : answer.path("requests")) {
      requests.add(
          new GroupInfo.Request(
              AccountId.parse(Json.text(request, "account")),
              Json.text(request, "handle"),
              request.path("time").asLong()));
    }
    return requests;
  }

  private GroupReply refuse(ConversationId group, AccountId account) {
    delete("/v1/conversations/" + group + "/requests/" + account);
    return doing(group, (device, now) -> device.refuseRequest(group, account, now));
  }

  private GroupReply delete(ConversationId group) {
    boolean deleted = loop.ask(desk -> desk.device().forget(group, desk.now()));
    if (!deleted) {
      throw new GodwitException(
          Reason.Local.UNKNOWN_CONVERSATION, "Only a group that you have left can be deleted.");
    }
    return GroupReply.of(group);
  }

  // --- Texts ---

  private static Role role(String name) {
    try {
      return Role.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new GodwitException(Reason.Local.TEXT_INVALID, "A role is owner, admin or member.", e);
    }
  }

  private static String shorter(String text, int charactersMax) {
    if (text.length() > charactersMax) {
      throw new GodwitException(
          Reason.Local.TEXT_INVALID,
          "This has at most %d characters; make it shorter.".formatted(charactersMax));
    }
    return text;
  }

  private static Bytes picture(String base64) {
    byte[] picture = Base64.getDecoder().decode(base64);
    if (picture.length > ContentCodec.PICTURE_BYTES_MAX) {
      throw new GodwitException(
          Reason.Local.TEXT_INVALID,
          "A picture has at most %d bytes; make it smaller."
              .formatted(ContentCodec.PICTURE_BYTES_MAX));
    }
    return Bytes.owned(picture);
  }
}
