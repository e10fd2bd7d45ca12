package dev.godwit.core.session;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The sessions of one account, at most one for each of its devices.
final class Sessions {
  private final Map<SessionId, Session> byId = new LinkedHashMap<>();

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /// Whether a device has said Hello and is still there.
  boolean isOnline() {
    return byId.values().stream().anyMatch(Session::isOpen);
  }

  Optional<Session> find(SessionId id) {
    return Optional.ofNullable(byId.get(id));
  }

  List<Session> of(DeviceId device) {
    return byId.values().stream().filter(session -> session.device().equals(device)).toList();
  }

  void add(Session session) {
    byId.put(session.id(), session);
  }

  /// False when it was not there any more.
  boolean remove(Session session) {
    return byId.remove(session.id()) != null;
  }

  void forEach(Consumer<Session> what) {
    byId.values().forEach(what);
  }

  /// For the feeds of the open sessions.
  void feed(Consumer<Feed> what) {
    for (Session session : byId.values()) {
      session.feed().ifPresent(what);
    }
  }

  /// An entry for all of them; `author` has been told already that it is sent.
  void push(
      ConversationId conversation,
      long before,
      long sequence,
      Bytes frame,
      Optional<SessionId> author) {
    for (Session session : byId.values()) {
      boolean own = author.isPresent() && author.get().equals(session.id());
      Optional<Feed> feed = session.feed();
      if (feed.isEmpty()) {
        continue;
      }
      if (own) {
        feed.get().onOwnEntry(conversation, before, sequence);
      } else {
        feed.get().onEntry(conversation, before, sequence, frame);
      }
    }
  }

  /// A frame that may be lost, for all but those of `except`.
  void tell(ConversationId conversation, Bytes frame, DeviceId except, boolean receipts) {
    for (Session session : byId.values()) {
      if (session.device().equals(except)) {
        continue;
      }
      if (receipts) {
        session.tellReceipts(conversation, frame);
      } else {
        session.tell(frame);
      }
    }
  }
}
