package dev.godwit.web.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A group whose members sit on the JVM and in Node, and the server that orders their commits.
final class MixedGroup {
  /// One client: where it answers, and under which name.
  record Place(String name, UnaryOperator<String> form) {
    /// What it answers: `ok …` or `refused RULE`.
    String answer(String verb, String... arguments) {
      String answer = form.apply(String.join(" ", verb, name, String.join(" ", arguments)).strip());
      if (answer.startsWith("broken")) {
        throw new AssertionError(name + " " + verb + ": " + answer);
      }
      return answer;
    }

    /// The words of an answer that has to be `ok`.
    String[] does(String verb, String... arguments) {
      String answer = answer(verb, arguments);
      assertTrue(answer.startsWith("ok "), () -> name + " " + verb + ": " + answer);
      return answer.substring("ok ".length()).split(" ");
    }

    int leaf() {
      return Integer.parseInt(does("state")[2]);
    }
  }

  private static final String NONE = "-";

  private final List<Place> members = new ArrayList<>();

  /// Founds the group with one member.
  MixedGroup(Place founder, String groupId) {
    founder.does("create", groupId);
    members.add(founder);
  }

  List<Place> members() {
    return members;
  }

  /// One member commits, for all the others to apply, and welcomes who is added.
  void commit(Place committer, List<Place> added, List<Place> removed) {
    String[] offer =
        committer.does(
            "commit",
            listed(added.stream().map(place -> place.does("keyPackage")[0]).toList()),
            listed(removed.stream().map(place -> Integer.toString(place.leaf())).toList()));
    committer.does("accepted");
    deliver(offer[0], committer);
    added.forEach(place -> place.does("join", offer[1], offer[3]));
    members.removeAll(removed);
    members.addAll(added);
  }

  /// Two members commit in the same epoch: the first wins, the other drops its own.
  void race(Place winner, Place loser) {
    String[] won = winner.does("commit", NONE, NONE);
    loser.does("commit", NONE, NONE);
    winner.does("accepted");
    loser.does("lost");
    deliver(won[0], winner);
  }

  /// Joins by an external commit, replacing the former appearance when it is a member.
  void joinExternally(Place joiner) {
    boolean again = members.contains(joiner);
    String former = again ? Integer.toString(joiner.leaf()) : "-1";
    Place teller =
        members.stream().filter(member -> !member.equals(joiner)).findFirst().orElseThrow();
    String[] info = teller.does("groupInfo");
    String[] message = joiner.does("joinExternally", info[0], info[1], former);
    joiner.does("accepted");
    deliver(message[0], joiner);
    if (!again) {
      members.add(joiner);
    }
  }

  /// Gives a message to all members but its sender.
  void deliver(String message, Place sender) {
    members.stream()
        .filter(member -> !member.equals(sender))
        .forEach(member -> member.does("receive", message));
  }

  /// All members are in the same epoch of the same group, of this size.
  void agree() {
    String[] expected = members.getFirst().does("state");
    assertEquals(Integer.toString(members.size()), expected[3], "members");
    for (Place member : members) {
      String[] state = member.does("state");
      assertEquals(expected[0], state[0], () -> "epoch of " + member.name());
      assertEquals(expected[1], state[1], () -> "epoch authenticator of " + member.name());
    }
  }

  private static String listed(List<String> words) {
    return words.isEmpty() ? NONE : String.join(",", words);
  }
}
