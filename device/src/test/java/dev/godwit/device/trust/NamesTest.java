package dev.godwit.device.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.device.session.Calls;
import dev.godwit.device.session.Clock;
import dev.godwit.device.session.Link;
import dev.godwit.device.session.Retries;
import dev.godwit.device.session.Session;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.EmptyStore;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.PendingCall;
import dev.godwit.device.step.Step;
import dev.godwit.mls.Settings;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Role;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// How a device learns what accounts are called.
final class NamesTest {
  private static final long TIME = 1_700_000_000_000L;
  private static final AccountId BOB = new AccountId(7, 7);
  private static final List<Call> ASKED = List.of(new Call.FindAccount(BOB));

  private final Crypto crypto = new JvmCrypto(new Random(6));
  private final Draft draft = new Draft(new EmptyStore());
  private final Clock clock = new Clock();
  private final Link link = new Link(new Session(clock, draft), new Calls(draft), clock, crypto);
  private final Self self = Self.make(crypto, "linux", TIME);
  private final Trust trust = Trust.of(self, crypto, Settings.DEFAULT, draft);
  private final Names names = new Names(trust.identities(), link, draft);
  private long now = TIME;

  private void pass(long millis) {
    now += millis;
    clock.advance(now);
    names.pump();
  }

  private List<Call> calls() {
    return draft.take().calls().stream().map(PendingCall::call).toList();
  }

  private void want() {
    names.want(ConversationId.NONE, List.of(BOB));
  }

  @Test
  void whoCouldNotBeAskedForIsAskedForAgain() {
    clock.advance(now);
    want();
    assertEquals(ASKED, calls());
    names.onAnswer(BOB, new Answer.Unreachable());
    names.pump();
    assertEquals(List.of(), calls());
    pass(Retries.WAIT_MILLIS_MAX);
    assertEquals(ASKED, calls());
    names.onAnswer(BOB, new Answer.Refused(ErrorCode.OVERLOADED, 0));
    want();
    assertEquals(List.of(), calls());
    pass(Retries.WAIT_MILLIS_MAX);
    assertEquals(ASKED, calls());
    names.onAnswer(BOB, new Answer.Account(BOB, "bob", Bytes.EMPTY, List.of()));
    Step told = draft.take();
    assertEquals(List.of(new Event.NamesLearned(List.of(BOB))), told.events());
    pass(Retries.WAIT_MILLIS_MAX);
    assertEquals(List.of(), calls());
  }

  @Test
  void onlySoManyAreAskedForAgainByThemselves() {
    clock.advance(now);
    for (int number = 0; number <= Names.UNSAID_MAX; number++) {
      AccountId each = new AccountId(8, number);
      names.want(ConversationId.NONE, List.of(each));
      names.onAnswer(each, new Answer.Unreachable());
    }
    calls();
    pass(Retries.WAIT_MILLIS_MAX);
    assertEquals(Names.UNSAID_MAX, calls().size());
    names.want(ConversationId.NONE, List.of(new AccountId(8, Names.UNSAID_MAX)));
    assertEquals(1, calls().size());
  }

  @Test
  void whoIsNobodyIsNotAskedForAgain() {
    want();
    assertEquals(ASKED, calls());
    names.onAnswer(BOB, new Answer.Refused(ErrorCode.ACCOUNT_UNKNOWN, 0));
    pass(Retries.WAIT_MILLIS_MAX);
    assertEquals(List.of(), calls());
  }

  @Test
  void whoIsInAListIsNotAskedForAgain() {
    clock.advance(now);
    want();
    names.onAnswer(BOB, new Answer.Unreachable());
    calls();
    var bob = new Answer.Member(BOB, "bob", Role.MEMBER, 1, TIME);
    names.onMembers(ConversationId.NONE, new Answer.Members(0, List.of(bob)));
    pass(Retries.WAIT_MILLIS_MAX);
    assertEquals(List.of(), calls());
  }
}
