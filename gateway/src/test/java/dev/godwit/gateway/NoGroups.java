package dev.godwit.gateway;

import dev.godwit.core.account.AccessToken;
import dev.godwit.core.account.Reply;
import dev.godwit.core.conversation.JoinRequest;
import dev.godwit.core.conversation.LinkId;
import dev.godwit.gateway.rest.Groups;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Sent;
import java.util.List;

/// A node without groups.
final class NoGroups implements Groups {
  private static <T> Reply<T> unknown() {
    return Reply.refused(ErrorCode.CONVERSATION_UNKNOWN);
  }

  @Override
  public Reply<Members> members(AccountId asker, ConversationId conversation) {
    return unknown();
  }

  @Override
  public Reply<Link> makeLink(AccountId asker, ConversationId conversation, LinkWanted wanted) {
    return unknown();
  }

  @Override
  public Reply<List<Link>> links(AccountId asker, ConversationId conversation) {
    return unknown();
  }

  @Override
  public Reply<Sent> revokeLink(AccountId asker, LinkId link) {
    return unknown();
  }

  @Override
  public Reply<Link> link(LinkId link) {
    return unknown();
  }

  @Override
  public Reply<Sent> join(AccessToken asker, LinkId link, Bytes proof) {
    return unknown();
  }

  @Override
  public Reply<List<JoinRequest>> requests(AccountId asker, ConversationId conversation) {
    return unknown();
  }

  @Override
  public Reply<Sent> refuse(AccountId asker, ConversationId conversation, AccountId refused) {
    return unknown();
  }
}
