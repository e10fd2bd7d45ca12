package dev.godwit.node.rehearsal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.wire.Bytes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What people do with a node, played by a few: registering, signing in, talking, being away,
/// coming back, and coming back after the node was started again.
///
/// The virtual machine records which classes that needs and which code is hot, and a later start
/// finds them ready: the first who come back after a crash do not wait for either.
public final class Rehearsal {
  private static final List<String> PAGES =
      List.of("/healthz", "/readyz", "/openapi.json", "/docs", "/metrics");
  private static final long SEED = 1;
  private static final int PAIRS = 2;
  private static final int BURSTS = 8;
  private static final int CATCH_UPS = 5;
  private static final int RECONNECTS = 20;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Talk> talks = new ArrayList<>();

  /// On an empty node. Throws when it does not answer as it should.
  public void begin(URI node) throws IOException, InterruptedException {
    try (Wire wire = new Wire(node)) {
      lookAround(wire);
      for (int i = 0; i < PAIRS; i++) {
        Talk talk = new Talk(wire, random, register(wire), register(wire));
        talk.create();
        talks.add(talk);
        perform(talk);
        ask(wire, talk);
      }
    }
  }

  /// On the same node, after it was started again.
  public void goOn(URI node) throws IOException, InterruptedException {
    try (Wire wire = new Wire(node)) {
      talks.replaceAll(talk -> talk.over(wire));
      for (Talk talk : talks) {
        perform(talk);
        ask(wire, talk);
      }
    }
  }

  private static void lookAround(Wire wire) throws IOException, InterruptedException {
    for (String page : PAGES) {
      wire.get(page, "");
    }
  }

  private Player register(Wire wire) throws IOException, InterruptedException {
    Player player = new Player(random);
    player.onTokens(wire.post("/v1/accounts", "", player.registration()));
    player.onTokens(wire.post("/v1/sessions", "", player.signIn()));
    player.onTokens(wire.post("/v1/sessions/refresh", "", player.refresh()));
    wire.post("/v1/key-packages", player.accessToken(), player.keyPackages());
    return player;
  }

  private static void perform(Talk talk) throws InterruptedException {
    talk.reconnect(RECONNECTS);
    talk.converse(BURSTS);
    talk.catchUp(CATCH_UPS);
  }

  private static void ask(Wire wire, Talk talk) throws IOException, InterruptedException {
    String token = talk.one().accessToken();
    wire.get("/v1/handles/" + talk.other().handle(), token);
    wire.get("/v1/accounts/" + talk.other().account(), token);
    wire.get("/v1/devices", token);
    wire.get("/v1/key-packages", token);
    wire.post(
        "/v1/accounts/" + talk.other().account() + "/key-packages/claim",
        token,
        JsonNodeFactory.instance.objectNode());
    wire.post("/v1/messages", token, message(talk));
    talk.onAppended();
    wire.get(talk.path() + "/messages?messageCount=20", token);
    wire.get(talk.path() + "/group-info", token);
  }

  private static ObjectNode message(Talk talk) {
    Bytes text = Bytes.owned("rehearsal".getBytes(StandardCharsets.US_ASCII));
    return JsonNodeFactory.instance
        .objectNode()
        .put("fromUser", talk.one().handle())
        .put("toUser", talk.other().handle())
        .put("clientMetaData", "")
        .put("message", Player.base64(text))
        .put("epoch", 1);
  }
}
