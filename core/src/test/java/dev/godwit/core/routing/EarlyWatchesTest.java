package dev.godwit.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.core.session.SessionId;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyWatchesTest {
  private static final AccountId WATCHER = new AccountId(1, 0);
  private static final ConversationId CONVERSATION = new ConversationId(7, 7);

  private final EarlyWatches early = new EarlyWatches();

  private static Message.WatchAsked asked(AccountId account, long session) {
    var watcher = new Message.FromSession(new SessionId(session), WATCHER, new Seat(0, 0));
    return new Message.WatchAsked(account, CONVERSATION, watcher);
  }

  private static AccountId account(long number) {
    return new AccountId(2, number);
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() {
    for (long number = 0; number <= EarlyWatches.KEPT_MAX; number++) {
      early.add(asked(account(number), 1));
    }
    assertEquals(List.of(), early.take(account(0), CONVERSATION::equals));
    assertEquals(1, early.take(account(1), CONVERSATION::equals).size());
    assertEquals(1, early.take(account(EarlyWatches.KEPT_MAX), CONVERSATION::equals).size());
  }

  @Test
  void onlyWhatWaitedForThisIsTakenAndOnlyOnce() {
    early.add(asked(account(1), 1));
    early.add(asked(account(1), 2));
    early.add(asked(account(2), 1));
    assertEquals(List.of(), early.take(account(1), new ConversationId(8, 8)::equals));
    assertEquals(
        List.of(asked(account(1), 1), asked(account(1), 2)),
        early.take(account(1), CONVERSATION::equals));
    assertEquals(List.of(), early.take(account(1), CONVERSATION::equals));
    assertEquals(List.of(asked(account(2), 1)), early.take(account(2), CONVERSATION::equals));
  }
}
