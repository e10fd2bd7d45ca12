package dev.godwit.node;

import dev.godwit.core.account.AccessToken;
import dev.godwit.core.account.Reply;
import dev.godwit.core.conversation.ConversationState;
import dev.godwit.core.conversation.Invitation;
import dev.godwit.core.conversation.JoinRequest;
import dev.godwit.core.conversation.LinkId;
import dev.godwit.core.conversation.Lobby;
import dev.godwit.core.conversation.LobbyRequest;
import dev.godwit.core.routing.Input;
import dev.godwit.gateway.rest.Groups;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Role;
import dev.godwit.wire.Sent;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/// Answers REST requests about groups: reads straight from the store, changes through the workers.
final class RestGroups implements Groups {
  private final MemberViews views;
  private final WorkerRequests workers;
  private final RandomGenerator random;
  private final InstantSource time;

  /// @param random cannot be guessed: who knows a link's id may ask by it
  RestGroups(
      MemberViews views, WorkerRequests workers, RandomGenerator random, InstantSource time) {
    this.views = views;
    this.workers = workers;
    this.random = random;
    this.time = time;
  }

  @Override
  public Reply<Members> members(AccountId asker, ConversationId conversation) {
    return views
        .of(asker, conversation)
        .map(view -> new Members(view.kept().head(), view.state().roster().members()));
  }

  @Override
  public Reply<Link> makeLink(AccountId asker, ConversationId conversation, LinkWanted wanted) {
    long now = time.millis();
    Invitation made =
        new Invitation(
            randomId(),
            asker,
            now,
            now + wanted.millis(),
            wanted.usesMax(),
            0,
            wanted.needsApproval(),
            wanted.preview());
    return ask(asker, conversation, new LobbyRequest.MakeLink(made))
        .map(_ -> new Link(new LinkId(conversation, made.key()), made));
  }

  @Override
  public Reply<List<Link>> links(AccountId asker, ConversationId conversation) {
    return lobby(asker, conversation)
        .map(
            lobby ->
                lobby.links().stream()
                    .map(state -> new Link(new LinkId(conversation, state.key()), state))
                    .toList());
  }

  @Override
  public Reply<Sent> revokeLink(AccountId asker, LinkId link) {
    return ask(asker, link.conversation(), new LobbyRequest.RevokeLink(link.key()));
  }

  @Override
  public Reply<Link> link(LinkId link) {
    ConversationState state = views.state(link.conversation());
    return state
        .lobby()
        .at(time.millis())
        .link(link.key())
        .filter(_ -> state.roster().size() > 0)
        .map(found -> Reply.given(new Link(link, found)))
        .orElseGet(() -> Reply.refused(ErrorCode.LINK_UNKNOWN));
  }

  @Override
  public Reply<Sent> join(AccessToken asker, LinkId link, Bytes proof) {
    var wanted = new LobbyRequest.Join(asker.device(), randomId(), link.key(), proof);
    return ask(asker.account(), link.conversation(), wanted);
  }

  @Override
  public Reply<List<JoinRequest>> requests(AccountId asker, ConversationId conversation) {
    return lobby(asker, conversation).map(Lobby::requests);
  }

  @Override
  public Reply<Sent> refuse(AccountId asker, ConversationId conversation, AccountId refused) {
    return ask(asker, conversation, new LobbyRequest.Refuse(refused));
  }

  private Reply<Sent> ask(AccountId asker, ConversationId conversation, LobbyRequest what) {
    return workers.ask(
        conversation, request -> new Input.LobbyRequested(request, asker, conversation, what));
  }

  /// As admins see it.
  private Reply<Lobby> lobby(AccountId asker, ConversationId conversation) {
    return views
        .of(asker, conversation)
        .then(
            view ->
                view.state().kind() == ConversationKind.GROUP
                        && view.member().role().number() >= Role.ADMIN.number()
                    ? Reply.given(view.state().lobby().at(time.millis()))
                    : Reply.refused(ErrorCode.NOT_AN_ADMIN));
  }

  private EntryId randomId() {
    return new EntryId(random.nextLong(), random.nextLong());
  }
}
