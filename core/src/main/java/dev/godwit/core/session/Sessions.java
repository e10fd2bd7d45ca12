package dev.godwit.core.session;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The sessions of one account, at most one for each of its devices: so few that looking through
/// them is quicker than a map, and takes a third of its memory.
final class Sessions {
  private final List<Session> all = new ArrayList<>(1);

  boolean isEmpty() {
    return all.isEmpty();
  }

  /// Whether a device has said Hello and is still there.
  boolean isOnline() {
    return all.stream().anyMatch(Session::isOpen);
  }

  Optional<Session> find(SessionId id) {
    for (Session session : all) {
      if (session.id().equals(id)) {
        return Optional.of(session);
      }
    }
    return Optional.empty();
  }

  List<Session> all() {
    return List.copyOf(all);
  }

  List<Session> of(DeviceId device) {
    return all.stream().filter(session -> session.device().equals(device)).toList();
  }

  void add(Session session) {
    all.add(session);
  }

  /// False when it was not there any more.
  boolean remove(Session session) {
    return all.remove(session);
  }

  void forEach(Consumer<Session> what) {
    all.forEach(what);
  }

  /// For the feeds of the open sessions.
  void feed(Consumer<Feed> what) {
    for (Session session : all) {
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
    for (Session session : all) {
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
    for (Session session : all) {
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
