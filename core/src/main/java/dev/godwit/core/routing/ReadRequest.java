package dev.godwit.core.routing;

import dev.godwit.core.log.LogId;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.List;

/// Something a worker wants to know from the store. The shell answers each once, in any order, with
/// an [Input.ReadDone]; a slow store never stops the loop.
///
/// `key` is the worker's own; it comes back untouched.
public sealed interface ReadRequest {
  long key();

  /// State, cursors, the newest entries and the unfinished intents of a conversation. Answer:
  /// [ReadResult.Loaded].
  record LoadConversation(long key, ConversationId conversation, int entriesMax)
      implements ReadRequest {}

  /// State and last seen of an account, and its log's entries behind the snapshot. Answer:
  /// [ReadResult.Loaded].
  record LoadAccount(long key, AccountId account) implements ReadRequest {}

  /// Where an account's conversations stand. Answer: [ReadResult.Heads].
  record Heads(long key, AccountId account, List<ConversationId> conversations)
      implements ReadRequest {}

  /// Answer: [ReadResult.Paged].
  record ReadPage(long key, LogId log, long after, int entriesMax, int bytesMax)
      implements ReadRequest {}
}
