package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.client.GroupInfo;
import dev.godwit.client.GroupRules;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GroupOutputTest {
  private static final AccountId ALICE = new AccountId(1, 1);
  private static final AccountId BOB = new AccountId(1, 2);

  private static List<String> lines(GroupInfo info) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new GroupOutput(out, false).info(info, ALICE);
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /// What one has written oneself, nobody wants to be told to have read or not.
  @Test
  void membersFollowTheirRolesAndTheOwnLineSaysYou() {
    GroupRules rules =
        new GroupRules(GroupRules.Who.ADMINS, GroupRules.Who.ALL, GroupRules.Who.ALL);
    List<GroupInfo.Member> members =
        List.of(
            new GroupInfo.Member(BOB, "bob", "MEMBER", 0, 5, 3),
            new GroupInfo.Member(ALICE, "alice", "OWNER", 0, 5, 0));
    var info =
        new GroupInfo(
            new ConversationId(7, 7), "Trip", "", "", rules, "OWNER", 0, false, members, List.of());
    assertEquals(
        List.of(
            "Trip  " + info.id(),
            "admins may add, all may send, all may change name and picture",
            "  @alice                   owner   since ?                 you",
            "  @bob                     member  since ?                 has all, has read 3 of 5"),
        lines(info));
  }
}
