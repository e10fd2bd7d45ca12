package dev.godwit.node;

import dev.godwit.core.session.SessionId;
import dev.godwit.gateway.socket.Ear;
import dev.godwit.gateway.socket.Link;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Which connection belongs to which session, and who listens to them. Safe for several threads.
final class SessionRegistry {
  private final AtomicLong last = new AtomicLong();
  private final Map<SessionId, Link> links = new ConcurrentHashMap<>();
  private final List<Ear> ears = new CopyOnWriteArrayList<>();

  SessionId add(Link link) {
    SessionId session = new SessionId(last.incrementAndGet());
    links.put(session, link);
    return session;
  }

  void remove(SessionId session) {
    links.remove(session);
  }

  /// Nothing happens for a session that is gone.
  void write(SessionId session, Bytes frame) {
    Link link = links.get(session);
    if (link != null) {
      link.write(frame);
    }
  }

  void close(SessionId session, CloseCode code) {
    Link link = links.get(session);
    if (link != null) {
      link.close(code);
    }
  }

  void add(Ear ear) {
    ears.add(ear);
  }

  /// Until when everything that arrived was read, at all sockets; `nowMillis` without any.
  long heardMillis(long nowMillis) {
    long heard = nowMillis;
    for (Ear ear : ears) {
      heard = Math.min(heard, ear.heardMillis());
    }
    return heard;
  }

  /// As [Link#silentMillis]; the largest number for a session that is gone.
  long silentMillis(SessionId session) {
    Link link = links.get(session);
    return link == null ? Long.MAX_VALUE : link.silentMillis();
  }

  int count() {
    return links.size();
  }
}
