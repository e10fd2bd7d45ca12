package dev.godwit.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.client.Conversation;
import dev.godwit.client.Me;
import dev.godwit.client.Message;
import dev.godwit.client.Tick;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/// One JSON object a line, on the standard output; errors too.
final class JsonOutput implements Output {
  private final PrintStream out;

  JsonOutput(PrintStream out) {
    this.out = out;
  }

  private static ObjectNode event(String name) {
    return JsonNodeFactory.instance.objectNode().put("event", name);
  }

  private void line(ObjectNode node) {
    out.println(node);
    out.flush();
  }

  @Override
  public void registered(Me me, Path home) {
    line(me(event("registered"), me, home));
  }

  @Override
  public void whoami(Me me, Path home, int waiting) {
    line(me(event("whoami"), me, home).put("waiting", waiting));
  }

  private static ObjectNode me(ObjectNode node, Me me, Path home) {
    return node.put("handle", me.handle())
        .put("account", me.account().toString())
        .put("device", me.device().toString())
        .put("server", me.server().toString())
        .put("home", home.toString());
  }

  @Override
  public void message(Message message) {
    line(message(event("message"), message));
  }

  static ObjectNode message(ObjectNode node, Message message) {
    node.put("conversation", message.conversation().toString())
        .put("from", message.from())
        .put("sequence", message.sequence())
        .put("id", message.id().toString())
        .put("text", message.text())
        .put("time", message.timeMillis());
    if (message.kind() != Message.Kind.TEXT) {
      node.put("kind", name(message.kind()));
    }
    if (!message.mentions().isEmpty()) {
      message.mentions().forEach(each -> mention(node.withArray("mentions").addObject(), each));
    }
    if (message.mine()) {
      node.put("tick", name(message.tick()));
    }
    return node;
  }

  private static void mention(ObjectNode node, Message.Mention mention) {
    node.put("handle", mention.handle())
        .put("me", mention.me())
        .put("from", mention.from())
        .put("length", mention.length());
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void conversation(Conversation conversation) {
    ObjectNode node =
        event("conversation")
            .put("conversation", conversation.id().toString())
            .put("with", conversation.handle())
            .put("unread", conversation.unread())
            .put("head", conversation.head())
            .put("read", conversation.readThrough())
            .put("identityChanged", conversation.identityChanged());
    GroupOutput.conversation(node, conversation);
    conversation.newest().forEach(last -> message(node.putObject("last"), last));
    line(node);
  }

  @Override
  public void nothing(String sentence) {}

  @Override
  public void ticked(ConversationId conversation, EntryId id, long sequence, Tick tick) {
    line(
        event(name(tick))
            .put("conversation", conversation.toString())
            .put("id", id.toString())
            .put("sequence", sequence));
  }

  @Override
  public void waiting(ConversationId conversation, EntryId id, String sentence) {
    ObjectNode node = event("waiting");
    if (!id.isNone()) {
      node.put("conversation", conversation.toString()).put("id", id.toString());
    }
    line(node.put("text", sentence));
  }

  @Override
  public void serving(String url, Path tokenFile) {
    line(event("serving").put("url", url).put("tokenFile", tokenFile.toString()));
  }

  @Override
  public void notice(String code, String sentence) {
    line(event("notice").put("code", code).put("text", sentence));
  }

  @Override
  public void error(String code, String sentence) {
    line(event("error").put("code", code).put("text", sentence));
  }
}
