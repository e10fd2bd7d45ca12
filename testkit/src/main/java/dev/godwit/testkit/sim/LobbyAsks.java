package dev.godwit.testkit.sim;

import dev.godwit.core.conversation.LobbyRequest;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;

/// What people ask over REST about links and join requests of groups, each until there is an
/// answer.
final class LobbyAsks {
  private static final long AGAIN_MILLIS = 2_000;

  private record Ask(
      AccountId account, ConversationId group, LobbyRequest what, Runnable whenDone) {}

  private final World world;
  private final Nodes nodes;
  private int open;

  LobbyAsks(World world, Nodes nodes) {
    this.world = world;
    this.nodes = nodes;
  }

  /// What was not answered yet.
  int open() {
    return open;
  }

  /// Asks; `whenDone` comes when that was not refused.
  void start(AccountId account, ConversationId group, LobbyRequest what, Runnable whenDone) {
    open++;
    ask(new Ask(account, group, what, whenDone));
  }

  private void ask(Ask ask) {
    boolean[] over = {false};
    nodes.lobby(
        ask.account,
        ask.group,
        ask.what,
        answer -> {
          if (!over[0]) {
            over[0] = true;
            onAnswer(ask, answer);
          }
        });
    world.after(
        AGAIN_MILLIS,
        () -> {
          if (!over[0]) {
            over[0] = true;
            ask(ask);
          }
        });
  }

  private void onAnswer(Ask ask, Frame answer) {
    if (!(answer instanceof Error error)) {
      open--;
      ask.whenDone.run();
    } else if (ErrorCode.of(error.code()).orElseThrow().retry() == ErrorCode.Retry.NEVER) {
      open--;
    } else {
      world.after(AGAIN_MILLIS, () -> ask(ask));
    }
  }
}
