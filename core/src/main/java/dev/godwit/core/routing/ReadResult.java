package dev.godwit.core.routing;

import dev.godwit.core.log.DeviceCursor;
import dev.godwit.core.log.LogState;
import dev.godwit.core.log.Page;
import dev.godwit.core.log.StoreException;
import java.util.List;

/// What the store answered to a [ReadRequest].
public sealed interface ReadResult {

  /// @param newest for a conversation its newest entries, for an account those behind the snapshot
  /// @param lastSeenMillis of an account, 0 otherwise or when never
  record Loaded(LogState state, List<DeviceCursor> cursors, Page newest, long lastSeenMillis)
      implements ReadResult {}

  record Heads(List<Long> heads) implements ReadResult {}

  record Paged(Page page) implements ReadResult {}

  record Failed(StoreException failure) implements ReadResult {}
}
