package dev.godwit.core.routing;

import dev.godwit.core.log.LogId;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;

/// Which worker of a node owns what: a fixed number of workers, a hash of the id.
///
/// Everything of an account (its log, sessions, presence) lives at one worker, everything of a
/// conversation at one; they may differ. Of several nodes one is the home ([View]); the worker that
/// owns the id at another node takes what comes there and passes it on.
public record Topology(int workers) {
  public Topology {
    if (workers < 1) {
      throw new IllegalArgumentException("there is at least one worker");
    }
  }

  public int workerOf(AccountId account) {
    return spread(bits(account));
  }

  public int workerOf(ConversationId conversation) {
    return spread(bits(conversation));
  }

  public int workerOf(LogId log) {
    return switch (log) {
      case LogId.OfAccount(var account) -> workerOf(account);
      case LogId.OfConversation(var conversation) -> workerOf(conversation);
    };
  }

  static long bits(AccountId account) {
    return account.high() ^ account.low();
  }

  static long bits(ConversationId conversation) {
    return conversation.high() ^ conversation.low();
  }

  int spread(long bits) {
    long mixed = (bits ^ (bits >>> 32)) * 0x9e3779b97f4a7c15L;
    return (int) Long.remainderUnsigned(mixed >>> 16, workers);
  }
}
