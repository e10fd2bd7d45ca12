package dev.godwit.cli;

import dev.godwit.client.Conversation;
import dev.godwit.client.Me;
import dev.godwit.client.Message;
import dev.godwit.client.Tick;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.nio.file.Path;

/// What a command tells, to people or to scripts. Safe for several threads.
interface Output {
  void registered(Me me, Path home);

  void whoami(Me me, Path home, int waiting);

  /// One that came in, or one of the history.
  void message(Message message);

  void conversation(Conversation conversation);

  /// That a list has nothing in it; scripts see that by themselves.
  void nothing(String sentence);

  void ticked(ConversationId conversation, EntryId id, long sequence, Tick tick);

  /// A message stays in the outbox until the node can be reached.
  void waiting(ConversationId conversation, EntryId id, String sentence);

  void serving(String url, Path tokenFile);

  /// Something that a person should know and that ends nothing.
  void notice(String code, String sentence);

  void error(String code, String sentence);
}
