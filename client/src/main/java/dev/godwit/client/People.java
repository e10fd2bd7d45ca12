package dev.godwit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.device.step.Answer;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom a person means by handles. Those that this device does not know are asked for together.
final class People {
  /// Handles in one request.
  private static final int ASKED_MAX = Limits.GROUP_MEMBERS_MAX;

  private final Me me;
  private final DeviceLoop loop;
  private final NodeApi api;
  private final SignIn signIn;

  People(Me me, DeviceLoop loop, NodeApi api, SignIn signIn) {
    this.me = me;
    this.loop = loop;
    this.api = api;
    this.signIn = signIn;
  }

  /// In the order of the texts: handles, or accounts' ids, which stand for themselves. Throws
  /// ACCOUNT_UNKNOWN, which names those that are nobody's.
  List<AccountId> accounts(List<String> texts) {
    List<String> names = texts.stream().map(People::name).toList();
    Map<String, AccountId> accounts = known(names);
    List<String> unknown =
        names.stream().distinct().filter(name -> !accounts.containsKey(name)).toList();
    for (int from = 0; from < unknown.size(); from += ASKED_MAX) {
      List<String> asked = unknown.subList(from, Math.min(unknown.size(), from + ASKED_MAX));
      learn(lookUp(asked)).forEach(found -> accounts.put(found.handle(), found.account()));
    }
    requireKnown(accounts, unknown);
    return names.stream().map(accounts::get).toList();
  }

  private static boolean isId(String text) {
    return text.matches("[0-9a-f]{32}");
  }

  private static String name(String text) {
    if (isId(text)) {
      return text;
    }
    if (Recipient.parse(text) instanceof Recipient.Handle(var handle)) {
      return handle;
    }
    throw GodwitException.refused(ErrorCode.HANDLE_INVALID);
  }

  private Map<String, AccountId> known(List<String> names) {
    return loop.ask(
        desk -> {
          Map<String, AccountId> known = new HashMap<>();
          names.forEach(name -> known(desk, name).ifPresent(account -> known.put(name, account)));
          return known;
        });
  }

  private Optional<AccountId> known(DeviceLoop.Desk desk, String name) {
    if (isId(name)) {
      return Optional.of(AccountId.parse(name));
    }
    return name.equals(me.handle()) ? Optional.of(me.account()) : desk.device().accountOf(name);
  }

  private static void requireKnown(Map<String, AccountId> accounts, List<String> names) {
    List<String> missing =
        names.stream().filter(name -> !accounts.containsKey(name)).map("@"::concat).toList();
    if (!missing.isEmpty()) {
      ErrorCode code = ErrorCode.ACCOUNT_UNKNOWN;
      String sentence = String.join(", ", missing) + ": " + code.text();
      throw new GodwitException(new Reason.Refused(code, 0), sentence);
    }
  }

  private List<Answer.Account> lookUp(List<String> handles) {
    ObjectNode body = Json.object();
    ArrayNode array = body.putArray("handles");
    handles.forEach(array::add);
    JsonNode answer = signIn.authorized(token -> api.post("/v1/handles", token, body));
    try {
      List<Answer.Account> found = new ArrayList<>();
      answer.path("accounts").forEach(each -> found.add(account(each)));
      return found;
    } catch (IllegalArgumentException e) {
      throw api.notUnderstood();
    }
  }

  private static Answer.Account account(JsonNode node) {
    return new Answer.Account(
        AccountId.parse(Json.text(node, "account")),
        Json.text(node, "handle"),
        Json.bytes(node, "identityKey"),
        List.of());
  }

  private List<Answer.Account> learn(List<Answer.Account> found) {
    return loop.ask(
        desk -> {
          found.forEach(account -> desk.device().learn(account, desk.now()));
          return found;
        });
  }
}
