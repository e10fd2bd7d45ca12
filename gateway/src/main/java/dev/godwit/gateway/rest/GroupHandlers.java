package dev.godwit.gateway.rest;

import dev.godwit.core.account.ClaimedKeyPackage;
import dev.godwit.core.account.Found;
import dev.godwit.core.account.KeyPackageDesk;
import dev.godwit.core.account.Reply;
import dev.godwit.core.conversation.JoinRequest;
import dev.godwit.core.conversation.LinkId;
import dev.godwit.core.conversation.Member;
import dev.godwit.gateway.rest.Groups.Link;
import dev.godwit.gateway.rest.Groups.LinkWanted;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Role;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Answers what concerns groups: members, invitation links, join requests, many key packages.
final class GroupHandlers {
  private final Services services;

  GroupHandlers(Services services) {
    this.services = services;
  }

  private Groups groups() {
    return services.conversations().groups();
  }

  Reply<GroupBodies.MembersBody> members(Asked asked) {
    return groups()
        .members(asked.who().account(), conversation(asked))
        .map(
            members ->
                new GroupBodies.MembersBody(
                    members.sequence(), members.all().stream().map(this::view).toList()));
  }

  Reply<GroupBodies.LinkView> makeLink(Asked asked) {
    var body = asked.body(GroupBodies.MakeLinkBody.class);
    LinkWanted wanted =
        new LinkWanted(
            TimeUnit.SECONDS.toMillis(body.expiresSeconds()),
            (int) body.uses(),
            body.approval(),
            body.preview());
    return groups()
        .makeLink(asked.who().account(), conversation(asked), wanted)
        .map(GroupHandlers::view);
  }

  Reply<GroupBodies.LinksBody> links(Asked asked) {
    return groups()
        .links(asked.who().account(), conversation(asked))
        .map(all -> new GroupBodies.LinksBody(all.stream().map(link -> view(link)).toList()));
  }

  Reply<Bodies.Nothing> revokeLink(Asked asked) {
    return onLink(
        asked,
        link ->
            link.conversation().equals(conversation(asked))
                ? groups().revokeLink(asked.who().account(), link).map(_ -> new Bodies.Nothing())
                : Reply.refused(ErrorCode.LINK_UNKNOWN));
  }

  Reply<GroupBodies.PreviewBody> link(Asked asked) {
    return onLink(asked, groups()::link)
        .map(
            link ->
                new GroupBodies.PreviewBody(link.state().preview(), link.state().needsApproval()));
  }

  Reply<GroupBodies.JoinedBody> join(Asked asked) {
    var proof = asked.body(GroupBodies.JoinBody.class).proof();
    return onLink(asked, link -> groups().join(asked.who(), link, proof))
        .map(sent -> new GroupBodies.JoinedBody(sent.conversation(), sent.sequence()));
  }

  private static <T> Reply<T> onLink(Asked asked, Function<LinkId, Reply<T>> action) {
    LinkId link;
    try {
      link = LinkId.parse(asked.path("link", String.class));
    } catch (IllegalArgumentException _) {
      return Reply.refused(ErrorCode.LINK_UNKNOWN);
    }
    return action.apply(link);
  }

  Reply<GroupBodies.RequestsBody> requests(Asked asked) {
    return groups()
        .requests(asked.who().account(), conversation(asked))
        .map(all -> new GroupBodies.RequestsBody(all.stream().map(this::view).toList()));
  }

  Reply<Bodies.Nothing> refuse(Asked asked) {
    AccountId refused = asked.path("account", AccountId.class);
    return groups()
        .refuse(asked.who().account(), conversation(asked), refused)
        .map(_ -> new Bodies.Nothing());
  }

  Reply<GroupBodies.ClaimedManyBody> claimMany(Asked asked) {
    var body = asked.body(GroupBodies.ClaimManyBody.class);
    return services
        .keyPackages()
        .claimMany(asked.who().account(), body.accounts())
        .map(GroupHandlers::view);
  }

  private static ConversationId conversation(Asked asked) {
    return asked.path("id", ConversationId.class);
  }

  private String handle(AccountId account) {
    return services.accounts().find(account).map(Found::account).map(a -> a.handle()).orElse("");
  }

  private GroupBodies.MemberView view(Member member) {
    return new GroupBodies.MemberView(
        member.account(),
        handle(member.account()),
        role(member.role()),
        member.devices(),
        member.since(),
        member.sinceMillis());
  }

  private static String role(Role role) {
    return switch (role) {
      case OWNER -> "owner";
      case ADMIN -> "admin";
      case MEMBER -> "member";
      case UNKNOWN -> "unknown";
    };
  }

  private static GroupBodies.LinkView view(Link link) {
    return new GroupBodies.LinkView(
        link.id().toString(),
        link.id().conversation(),
        link.state().maker(),
        link.state().expiresMillis(),
        link.state().usesMax(),
        link.state().uses(),
        link.state().needsApproval(),
        link.state().preview());
  }

  private GroupBodies.RequestView view(JoinRequest request) {
    return new GroupBodies.RequestView(
        request.account(),
        handle(request.account()),
        request.sequence(),
        request.timeMillis(),
        request.needsApproval());
  }

  private static GroupBodies.ClaimedManyBody view(KeyPackageDesk.ClaimedMany claimed) {
    return new GroupBodies.ClaimedManyBody(
        claimed.keyPackages().stream().map(each -> view(each)).toList(), claimed.unreachable());
  }

  private static GroupBodies.ClaimedOfView view(ClaimedKeyPackage claimed) {
    return new GroupBodies.ClaimedOfView(
        claimed.device().account(),
        claimed.device().id(),
        claimed.device().certificate(),
        claimed.keyPackage());
  }
}
