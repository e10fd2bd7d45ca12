package dev.godwit.gateway.rest;

import dev.godwit.core.account.AccessToken;
import dev.godwit.core.account.Reply;
import dev.godwit.core.conversation.Invitation;
import dev.godwit.core.conversation.JoinRequest;
import dev.godwit.core.conversation.LinkId;
import dev.godwit.core.conversation.Member;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Sent;
import java.util.List;

/// What the gateway asks the node of groups outside the sockets. Methods block; what changes
/// something is durable when it answers.
public interface Groups {

  /// @param millis how long the link is good
  /// @param usesMax how many accounts may ask by it, 0: as many as want
  /// @param preview sealed by the client
  record LinkWanted(long millis, int usesMax, boolean needsApproval, Bytes preview) {}

  /// A link and its state.
  record Link(LinkId id, Invitation state) {}

  /// Who is in a conversation.
  ///
  /// @param sequence of the entry by which it is so
  /// @param all in the order in which they were added
  record Members(long sequence, List<Member> all) {}

  /// For members only.
  Reply<Members> members(AccountId asker, ConversationId conversation);

  /// For admins only, as all that follows but [#link] and [#join].
  Reply<Link> makeLink(AccountId asker, ConversationId conversation, LinkWanted wanted);

  /// Those that are still good.
  Reply<List<Link>> links(AccountId asker, ConversationId conversation);

  Reply<Sent> revokeLink(AccountId asker, LinkId link);

  /// For everybody who knows it.
  Reply<Link> link(LinkId link);

  /// Asks to be let in. Asking again while that is open answers the same.
  Reply<Sent> join(AccessToken asker, LinkId link, Bytes proof);

  Reply<List<JoinRequest>> requests(AccountId asker, ConversationId conversation);

  /// Refuses who asked.
  Reply<Sent> refuse(AccountId asker, ConversationId conversation, AccountId refused);
}
