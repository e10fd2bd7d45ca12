package dev.godwit.cli.chat;

import dev.godwit.client.Connection;
import dev.godwit.client.Conversation;
import dev.godwit.client.Event;
import dev.godwit.client.Me;
import dev.godwit.client.Message;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the chat shows: everything that [Screen] draws.
final class Chat {
  /// How long somebody is shown to type after the last sign of it.
  static final long TYPING_MILLIS = 6_000;

  /// The open conversation.
  ///
  /// @param messages oldest first, the newest `messages.size()` of it
  /// @param complete there are no older ones
  record Open(Conversation conversation, List<Message> messages, boolean complete) {}

  private final Me me;
  private final LineEditor line = new LineEditor();
  private final Map<AccountId, Event.Presence> presence = new HashMap<>();
  private final Map<ConversationId, Long> typingUntil = new HashMap<>();
  private List<Conversation> conversations = List.of();
  private Optional<Open> open = Optional.empty();
  private Connection connection = Connection.NONE;
  private String hint = "";
  private boolean help;
  private int selected;
  private int scrolled;

  Chat(Me me) {
    this.me = me;
  }

  Me me() {
    return me;
  }

  LineEditor line() {
    return line;
  }

  List<Conversation> conversations() {
    return conversations;
  }

  void conversations(List<Conversation> all) {
    conversations = all;
    selected = Math.clamp(selected, 0, Math.max(0, all.size() - 1));
  }

  Optional<Open> open() {
    return open;
  }

  void open(Open conversation) {
    open = Optional.of(conversation);
  }

  void close() {
    open = Optional.empty();
    scrolled = 0;
  }

  /// Whether the conversation is on the screen, down to its newest message.
  boolean isLooking(ConversationId conversation) {
    return scrolled == 0
        && !help
        && open.filter(each -> each.conversation().id().equals(conversation)).isPresent();
  }

  Connection connection() {
    return connection;
  }

  /// The line at the bottom, in place of the keys' names, until the next key.
  String hint() {
    return hint;
  }

  void hint(String text) {
    hint = text;
  }

  boolean help() {
    return help;
  }

  void help(boolean shown) {
    help = shown;
  }

  int selected() {
    return selected;
  }

  /// Which row of the list is marked.
  void select(int index) {
    selected = Math.clamp(index, 0, Math.max(0, conversations.size() - 1));
  }

  /// How many lines the open conversation is scrolled up.
  int scrolled() {
    return scrolled;
  }

  void scroll(int lines) {
    scrolled = Math.max(0, lines);
  }

  void onEvent(Event event, long now) {
    switch (event) {
      case Event.Connected(var next) -> connection = next;
      case Event.Presence shown -> presence.put(shown.account(), shown);
      case Event.Typing(var conversation, _, var typing) ->
          typingUntil.put(conversation, typing ? now + TYPING_MILLIS : 0);
      case Event.Arrived(var message) -> typingUntil.remove(message.conversation());
      case Event.Failed failed -> hint = failed.sentence();
      case Event.Unaddressed gone -> hint = "@" + gone.handle() + ": " + gone.sentence();
      case Event.Notice notice -> hint = notice.sentence();
      case Event.Ticked _, Event.Addressed _, Event.Changed _, Event.Missed _ -> {}
      case Event.Wanted _, Event.GroupChanged _, Event.Named _ -> {}
      case Event.History _, Event.SettingChanged _ -> {}
    }
  }

  void connection(Connection now) {
    connection = now;
  }

  boolean isTyping(ConversationId conversation, long now) {
    return typingUntil.getOrDefault(conversation, 0L) > now;
  }

  Optional<Event.Presence> presence(AccountId account) {
    return Optional.ofNullable(presence.get(account));
  }
}
