package dev.godwit.gateway.rest;

import dev.godwit.core.conversation.LinkId;
import dev.godwit.gateway.rest.Route.Parameter;
import dev.godwit.gateway.rest.Route.Place;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/// The routes about groups.
final class GroupRoutes {
  private static final Parameter CONVERSATION =
      new Parameter("id", Place.PATH, ConversationId.class, 0, "The conversation's id.");

  private static final Parameter LINK =
      new Parameter(
          "link",
          Place.PATH,
          String.class,
          LinkId.CHARACTERS,
          "The link's id, 64 hexadecimal digits.");

  private final GroupHandlers groups;

  GroupRoutes(Services services) {
    this.groups = new GroupHandlers(services);
  }

  List<Route> all() {
    List<Route> all = new ArrayList<>();
    all.add(
        Route.get(
                "/v1/conversations/{id}/members",
                "Who is in a conversation, with roles and since when.",
                GroupBodies.MembersBody.class,
                groups::members)
            .with(CONVERSATION)
            .refusing(ErrorCode.CONVERSATION_UNKNOWN));
    all.add(
        Route.post(
                "/v1/key-packages/claim",
                "Take one key package of each device of many accounts.",
                GroupBodies.ClaimManyBody.class,
                GroupBodies.ClaimedManyBody.class,
                groups::claimMany)
            .refusing(ErrorCode.RATE_LIMITED));
    all.addAll(links());
    all.addAll(requests());
    return all;
  }

  private List<Route> links() {
    return List.of(
        Route.post(
                "/v1/conversations/{id}/links",
                "Make an invitation link; for admins.",
                GroupBodies.MakeLinkBody.class,
                GroupBodies.LinkView.class,
                groups::makeLink)
            .with(CONVERSATION)
            .refusing(
                ErrorCode.CONVERSATION_UNKNOWN, ErrorCode.NOT_AN_ADMIN, ErrorCode.TOO_MANY_LINKS),
        Route.get(
                "/v1/conversations/{id}/links",
                "The invitation links that are still good; for admins.",
                GroupBodies.LinksBody.class,
                groups::links)
            .with(CONVERSATION)
            .refusing(ErrorCode.CONVERSATION_UNKNOWN, ErrorCode.NOT_AN_ADMIN),
        Route.delete(
                "/v1/conversations/{id}/links/{link}",
                "Revoke an invitation link; for admins.",
                groups::revokeLink)
            .with(CONVERSATION, LINK)
            .refusing(
                ErrorCode.CONVERSATION_UNKNOWN, ErrorCode.NOT_AN_ADMIN, ErrorCode.LINK_UNKNOWN),
        Route.get(
                "/v1/links/{link}",
                "What an invitation link shows.",
                GroupBodies.PreviewBody.class,
                groups::link)
            .with(LINK)
            .refusing(ErrorCode.LINK_UNKNOWN));
  }

  private List<Route> requests() {
    Parameter refused =
        new Parameter("account", Place.PATH, AccountId.class, 0, "Who is not let in.");
    return List.of(
        Route.post(
                "/v1/links/{link}/join",
                "Ask to be let in by an invitation link.",
                GroupBodies.JoinBody.class,
                GroupBodies.JoinedBody.class,
                groups::join)
            .with(LINK)
            .refusing(
                ErrorCode.LINK_UNKNOWN,
                ErrorCode.ALREADY_A_MEMBER,
                ErrorCode.CONVERSATION_FULL,
                ErrorCode.TOO_MANY_JOIN_REQUESTS),
        Route.get(
                "/v1/conversations/{id}/requests",
                "Who waits to be let in; for admins.",
                GroupBodies.RequestsBody.class,
                groups::requests)
            .with(CONVERSATION)
            .refusing(ErrorCode.CONVERSATION_UNKNOWN, ErrorCode.NOT_AN_ADMIN),
        Route.delete(
                "/v1/conversations/{id}/requests/{account}",
                "Do not let an account in; for admins.",
                groups::refuse)
            .with(CONVERSATION, refused)
            .refusing(
                ErrorCode.CONVERSATION_UNKNOWN,
                ErrorCode.NOT_AN_ADMIN,
                ErrorCode.JOIN_REQUEST_UNKNOWN));
  }
}
