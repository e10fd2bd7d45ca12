package dev.godwit.web.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.web.harness.MixedGroup.Place;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Lifecycles of groups with members on the JVM and in Node, each from a seed.
///
/// `-Dgodwit.mixed.seeds=N` runs more of them; `-Dgodwit.mixed.first=S` begins at another.
final class MixedGroupsSim {
  private static final int STEPS = 20;
  private static final int MEMBERS_MAX = 12;
  private static final int MESSAGES_MAX = 4;

  @SuppressWarnings("NullAway.Init")
  private static CompiledForm compiled;

  @BeforeAll
  static void start() {
    compiled = CompiledForm.start();
  }

  @AfterAll
  static void end() {
    compiled.close();
  }

  static List<Long> seeds() {
    long first = Long.getLong("godwit.mixed.first", 1);
    List<Long> seeds = new ArrayList<>();
    for (long seed = first; seed < first + Integer.getInteger("godwit.mixed.seeds", 50); seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void membersOfBothFormsAgreeAfterEveryEpoch(long seed) {
    Lifecycle lifecycle = new Lifecycle(seed);
    for (int step = 0; step < STEPS; step++) {
      lifecycle.step();
    }
    lifecycle.end();
  }

  private static final class Lifecycle {
    private final Random random;
    private final int suite;
    private final Seats jvm = new Seats(new JvmCrypto(new SecureRandom()));
    private final List<Place> away = new ArrayList<>();
    private final MixedGroup group;
    private int seated;

    private Lifecycle(long seed) {
      random = new Random(seed);
      suite =
          (seed % 5 == 0
                  ? CipherSuite.X25519_AES128GCM_SHA256_ED25519
                  : CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519)
              .id();
      group = new MixedGroup(newcomer(), Long.toHexString(0x1_0000_0000L + seed).substring(1));
      group.commit(group.members().getFirst(), List.of(newcomer(), newcomer()), List.of());
      group.agree();
    }

    /// Every other client is a compiled one.
    private Place newcomer() {
      UnaryOperator<String> form =
          seated % 2 == 0 ? jvm::answer : line -> compiled.ask("seat " + line);
      Place place = new Place("member" + seated++, form);
      place.does("sit", Integer.toString(suite));
      return place;
    }

    private void step() {
      switch (random.nextInt(8)) {
        case 0, 1 -> add();
        case 2 -> remove();
        case 3 -> group.commit(anyone(), List.of(), List.of());
        case 4 -> propose();
        case 5 -> group.race(anyone(), another());
        case 6 -> joinExternally();
        default -> anyone().does("restart");
      }
      group.agree();
      chat();
      removedMembersReadNothing();
    }

    private Place anyone() {
      Collections.shuffle(group.members(), random);
      return group.members().getFirst();
    }

    /// Somebody else than the last [#anyone].
    private Place another() {
      return group.members().getLast();
    }

    private void add() {
      if (group.members().size() < MEMBERS_MAX) {
        List<Place> added = new ArrayList<>(List.of(newcomer()));
        if (random.nextBoolean()) {
          added.add(newcomer());
        }
        group.commit(anyone(), added, List.of());
      }
    }

    private void remove() {
      Place committer = anyone();
      Place removed = another();
      if (group.members().size() > 2) {
        group.commit(committer, List.of(), List.of(removed));
        away.add(removed);
      }
    }

    /// An update, or leaving, by proposal; somebody else commits it.
    private void propose() {
      Place committer = anyone();
      Place proposer = another();
      boolean leaves = group.members().size() > 2 && random.nextBoolean();
      String leaf = Integer.toString(proposer.leaf());
      String[] proposal =
          leaves ? proposer.does("proposeRemove", leaf) : proposer.does("proposeUpdate");
      group.deliver(proposal[0], proposer);
      group.commit(committer, List.of(), List.of());
      if (leaves) {
        group.members().remove(proposer);
        away.add(proposer);
      }
    }

    private void joinExternally() {
      boolean comesBack = random.nextBoolean() && group.members().size() < MEMBERS_MAX;
      group.joinExternally(comesBack ? newcomer() : anyone());
    }

    /// Some messages, which reach each member in another order, and each of them twice.
    private void chat() {
      Place sender = anyone();
      List<String> sent = new ArrayList<>();
      for (int i = random.nextInt(MESSAGES_MAX); i >= 0; i--) {
        sent.add(sender.does("send", "c0ffee0" + i)[0]);
      }
      for (Place reader : group.members()) {
        if (!reader.equals(sender)) {
          reads(reader, sent);
        }
      }
    }

    private void reads(Place reader, List<String> sent) {
      List<String> order = new ArrayList<>(sent);
      Collections.shuffle(order, random);
      for (String message : order) {
        String expected = "c0ffee0" + (sent.size() - 1 - sent.indexOf(message));
        assertEquals(expected, reader.does("receive", message)[0]);
        assertEquals("refused KEY_CONSUMED", reader.answer("receive", message));
      }
    }

    private void removedMembersReadNothing() {
      if (!away.isEmpty()) {
        Place removed = away.getLast();
        String message = anyone().does("send", "5ec4e7")[0];
        String answer = removed.answer("receive", message);
        assertTrue(answer.startsWith("refused"), answer);
        group.deliver(message, group.members().getFirst());
        assertNotEquals(group.members().getFirst().does("state")[1], removed.does("state")[1]);
      }
    }

    private void end() {
      group.members().forEach(place -> place.does("rise"));
      away.forEach(place -> place.does("rise"));
    }
  }
}
