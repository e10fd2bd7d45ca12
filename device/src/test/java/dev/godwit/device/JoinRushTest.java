package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.Content;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.roster.InvitationProof;
import dev.godwit.device.step.Event;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// People follow an invitation link: hundreds within a second, or one again and again.
final class JoinRushTest {
  private static final int PEOPLE = 300;

  /// Of them, whose devices are connected; those of the others come later.
  private static final int CONNECTED = 3;

  private static final String LINK = "0123456789abcdef".repeat(4);
  private static final Bytes SECRET = Bytes.owned(new byte[InvitationProof.SECRET_BYTES]);

  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");
  private final Person carol = world.person("carol");

  /// By whoever of the members is first, while the one who made the link is away.
  @Test
  void allComeInByAFewCommits() {
    ConversationId team = alice.create("Team", bob, carol);
    alice.does(d -> d.invite(team, LINK, SECRET, false, Long.MAX_VALUE, world.node.time));
    world.settle();
    alice.disconnect();
    int tried = world.node.commits;
    List<Person> guests = guests();
    guests.forEach(guest -> world.node.request(guest, team, request(guest, team)));
    guests.subList(0, CONNECTED).forEach(world::add);
    world.pass(15_000);
    assertTrue(world.node.log(team).epoch <= 4, "epoch " + world.node.log(team).epoch);
    assertTrue(world.node.commits - tried <= 6, "tried " + (world.node.commits - tried));
    guests.getFirst().send(team, new Content.Text("we are in"));
    alice.connect();
    world.settle();
    for (Person person : List.of(alice, bob, carol, guests.get(1), guests.get(2))) {
      assertEquals(List.of("we are in"), person.said(team));
      assertEquals(3 + PEOPLE, person.group(team).members().size());
      assertEquals(List.of(), person.events(Event.CommitRefused.class));
    }
  }

  /// The one of her first welcome is used and gone.
  @Test
  void whoHasLeftAndAsksAgainIsLetInWithAnotherKeyPackage() {
    ConversationId team = alice.create("Team", bob);
    alice.does(d -> d.invite(team, LINK, SECRET, false, Long.MAX_VALUE, world.node.time));
    world.settle();
    bob.disconnect();
    asksAndComesIn(team);
    carol.want(team, new Intention.Leave());
    world.pass(10_000);
    asksAndComesIn(team);
    assertEquals(List.of("hello", "hello"), carol.said(team));
    assertEquals(List.of(), carol.events(Event.Undecryptable.class));
  }

  private void asksAndComesIn(ConversationId team) {
    world.node.request(carol, team, request(carol, team));
    boolean isIn = world.passUntil(() -> alice.group(team).members().size() == 3, 15_000);
    assertTrue(isIn);
    alice.send(team, new Content.Text("hello"));
    world.settle();
  }

  private List<Person> guests() {
    Crypto crypto = new JvmCrypto(new Random(PEOPLE));
    List<Person> guests = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      Registration made = Device.register(crypto, "test", TestNode.START_MILLIS, 1);
      guests.add(new Person(world.node, "guest" + i, made, crypto));
    }
    return guests;
  }

  private static Bytes request(Person guest, ConversationId team) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.writeBytes(HexFormat.of().parseHex(LINK));
    payload.writeBytes(guest.device.invitationProof(team, SECRET).toArray());
    return Bytes.owned(payload.toByteArray());
  }
}
