package dev.godwit.device.conversation;

import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Sent;

/// What stands at one place of a log: an entry, or the news that an own one is there.
public sealed interface Arrival {

  long sequence();

  EntryId id();

  record OfEntry(Entry entry) implements Arrival {
    @Override
    public long sequence() {
      return entry.sequence();
    }

    @Override
    public EntryId id() {
      return entry.id();
    }
  }

  record OfSent(Sent sent) implements Arrival {
    @Override
    public long sequence() {
      return sent.sequence();
    }

    @Override
    public EntryId id() {
      return sent.id();
    }
  }
}
