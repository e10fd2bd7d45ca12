package dev.godwit.web.harness;

import dev.godwit.mls.Group;
import dev.godwit.mls.MlsException;
import dev.godwit.mls.PendingCommit;
import dev.godwit.mls.Welcome;
import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Clients that are driven by lines of text: `VERB SEAT ARGUMENT…`, bytes in hexadecimal, `-` for
/// none, lists with commas. The answer is `ok WORD…`, or `refused RULE` for what broke a rule of
/// MLS.
///
/// On the JVM and compiled it is the same class, so that a group can have members of both forms.
public final class Seats {
  private static final String NOTHING = "-";

  private final Crypto crypto;
  private final Map<String, Seat> seats = new HashMap<>();

  public Seats(Crypto crypto) {
    this.crypto = crypto;
  }

  public String answer(String line) {
    try {
      List<String> words = List.of(line.split(" "));
      return "ok " + run(words.get(0), words.get(1), words.subList(2, words.size()));
    } catch (MlsException e) {
      return "refused " + e.rule().name();
    }
  }

  private String run(String verb, String name, List<String> arguments) {
    return switch (verb) {
      case "sit" -> sit(name, arguments);
      case "rise" -> done(() -> seats.remove(name));
      default -> run(verb, seat(name), arguments);
    };
  }

  private String sit(String name, List<String> arguments) {
    CipherSuite suite = CipherSuite.of(number(arguments.getFirst())).orElseThrow();
    seats.put(name, new Seat(crypto, suite, name));
    return NOTHING;
  }

  private static String run(String verb, Seat seat, List<String> in) {
    return switch (verb) {
      case "keyPackage" -> hex(seat.keyPackage());
      case "create" -> done(() -> seat.create(bytes(in.get(0))));
      case "join" -> done(() -> seat.join(bytes(in.get(0)), bytes(in.get(1))));
      case "joinExternally" ->
          hex(seat.joinExternally(bytes(in.get(0)), bytes(in.get(1)), number(in.get(2))));
      case "commit" -> offer(seat.commit(listOfBytes(in.get(0)), numbers(in.get(1))));
      case "accepted" -> done(seat::accepted);
      case "lost" -> done(seat::lost);
      case "proposeUpdate" -> hex(seat.proposeUpdate());
      case "proposeRemove" -> hex(seat.proposeRemove(number(in.get(0))));
      case "send" -> hex(seat.send(bytes(in.get(0))));
      case "receive" -> hex(seat.receive(bytes(in.get(0))));
      case "restart" -> done(seat::restart);
      case "groupInfo" -> hex(seat.group().groupInfo()) + " " + hex(seat.group().ratchetTree());
      case "state" -> state(seat.group());
      default -> throw new IllegalArgumentException("no such verb");
    };
  }

  private Seat seat(String name) {
    Seat seat = seats.get(name);
    if (seat == null) {
      throw new IllegalArgumentException("nobody sits there");
    }
    return seat;
  }

  private static String offer(PendingCommit commit) {
    byte[] welcome = commit.welcome().map(Welcome::encode).orElse(new byte[0]);
    return String.join(
        " ",
        hex(commit.message()),
        hex(welcome),
        hex(commit.groupInfo()),
        hex(commit.ratchetTree()));
  }

  /// Epoch, epoch authenticator, own leaf, number of members.
  private static String state(Group group) {
    return String.join(
        " ",
        Long.toString(group.epoch()),
        group.epochAuthenticator().hex(),
        Integer.toString(group.ownLeaf()),
        Integer.toString(group.members().size()));
  }

  private static String done(Runnable step) {
    step.run();
    return NOTHING;
  }

  private static String hex(byte[] bytes) {
    return bytes.length == 0 ? NOTHING : Hex.format(bytes);
  }

  private static byte[] bytes(String word) {
    return word.equals(NOTHING) ? new byte[0] : Hex.parse(word);
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }

  private static List<byte[]> listOfBytes(String word) {
    return items(word).map(Hex::parse).toList();
  }

  private static List<Integer> numbers(String word) {
    return items(word).map(Integer::valueOf).toList();
  }

  private static Stream<String> items(String word) {
    return word.equals(NOTHING) ? Stream.of() : Stream.of(word.split(","));
  }
}
