package dev.godwit.core.conversation;

import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;

/// Which changes of links and requests may be made (PROTOCOL §18.8 and §18.9).
sealed interface LobbyChange {
  record Allowed(Lobby after) implements LobbyChange {}

  record Refused(ErrorCode error) implements LobbyChange {}

  /// The account asks already.
  record Asked(JoinRequest request) implements LobbyChange {}

  /// Something that admins do.
  static LobbyChange of(Ask.ToChange ask, ConversationState state, long nowMillis) {
    if (!state.roster().contains(ask.account())) {
      return new Refused(ErrorCode.CONVERSATION_UNKNOWN);
    }
    if (state.kind() != ConversationKind.GROUP
        || !Settings.isAdmin(state.roster().role(ask.account()))) {
      return new Refused(ErrorCode.NOT_AN_ADMIN);
    }
    Lobby lobby = state.lobby().at(nowMillis);
    return switch (ask) {
      case Ask.ToMakeLink(_, _, var link) -> make(link, lobby);
      case Ask.ToRevokeLink(_, _, var link) -> revoke(link, lobby);
      case Ask.ToRefuse(_, _, var account) ->
          lobby.request(account).isEmpty()
              ? new Refused(ErrorCode.JOIN_REQUEST_UNKNOWN)
              : new Allowed(lobby.minus(account));
    };
  }

  private static LobbyChange make(Invitation link, Lobby lobby) {
    if (lobby.link(link.key()).isPresent()) {
      return new Allowed(lobby);
    }
    return lobby.links().size() < Limits.LINKS_PER_CONVERSATION_MAX
        ? new Allowed(lobby.plus(link))
        : new Refused(ErrorCode.TOO_MANY_LINKS);
  }

  private static LobbyChange revoke(EntryId link, Lobby lobby) {
    return lobby.link(link).isEmpty()
        ? new Refused(ErrorCode.LINK_UNKNOWN)
        : new Allowed(lobby.minus(link));
  }

  /// Somebody asks by a link, with an entry at `sequence`.
  static LobbyChange join(Ask.ToJoin ask, ConversationState state, long sequence, long nowMillis) {
    Lobby lobby = state.lobby().at(nowMillis);
    var before = lobby.request(ask.account());
    if (before.filter(asked -> asked.link().equals(ask.link().key())).isPresent()) {
      return new Asked(before.get());
    }
    var link = lobby.link(ask.link().key());
    if (link.isEmpty() || state.roster().size() == 0) {
      return new Refused(ErrorCode.LINK_UNKNOWN);
    }
    if (state.roster().contains(ask.account())) {
      return new Refused(ErrorCode.ALREADY_A_MEMBER);
    }
    boolean needsApproval = link.get().needsApproval();
    if (before.isPresent() && (needsApproval || !before.get().needsApproval())) {
      return new Asked(before.get());
    }
    if (state.roster().size() >= Limits.GROUP_MEMBERS_MAX) {
      return new Refused(ErrorCode.CONVERSATION_FULL);
    }
    if (lobby.requests().size() >= Limits.JOIN_REQUESTS_MAX) {
      return new Refused(ErrorCode.TOO_MANY_JOIN_REQUESTS);
    }
    return new Allowed(
        lobby.plus(
            new JoinRequest(ask.account(), ask.link().key(), sequence, nowMillis, needsApproval)));
  }
}
