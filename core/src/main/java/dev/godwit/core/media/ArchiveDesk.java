package dev.godwit.core.media;

import dev.godwit.core.account.Reply;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import java.time.Duration;
import java.time.InstantSource;

/// History on its way from an old device of an account to a new one: sealed parts that only the
/// account's devices can fetch. Methods block.
public final class ArchiveDesk {
  /// One part.
  public static final int PART_BYTES_MAX = 512 * 1_024;

  /// Parts of one archive.
  public static final int PARTS_MAX = 4_096;

  /// What one account may keep on its way.
  public static final long ACCOUNT_BYTES_MAX = 1L << 30;

  /// A part that was not fetched goes after this.
  static final long LIFE_MILLIS = Duration.ofDays(1).toMillis();

  private static final int EXPIRED_AT_ONCE_MAX = 1_000;

  private final Blobs blobs;
  private final InstantSource time;

  public ArchiveDesk(Blobs blobs, InstantSource time) {
    this.blobs = blobs;
    this.time = time;
  }

  /// Takes a part in; the same part again takes its place.
  public Reply<Long> put(AccountId account, Bytes archive, int part, Bytes bytes) {
    long now = time.millis();
    long kept = blobs.bytesOf(account, now);
    if (kept + bytes.size() > ACCOUNT_BYTES_MAX) {
      return Reply.refused(ErrorCode.ARCHIVE_FULL);
    }
    blobs.put(new Blobs.Place(account, archive, part), bytes, now + LIFE_MILLIS);
    return Reply.given(kept + bytes.size());
  }

  /// A part that has come; NOT_FOUND while it has not.
  public Reply<Bytes> part(AccountId account, Bytes archive, int part) {
    return blobs
        .get(new Blobs.Place(account, archive, part), time.millis())
        .map(Reply::given)
        .orElseGet(() -> Reply.refused(ErrorCode.NOT_FOUND));
  }

  /// The new device has everything. Idempotent.
  public Reply<Bytes> remove(AccountId account, Bytes archive) {
    blobs.remove(account, archive);
    return Reply.given(archive);
  }

  /// Frees what has expired.
  public void expire() {
    long now = time.millis();
    int freed = blobs.expire(now, EXPIRED_AT_ONCE_MAX);
    while (freed == EXPIRED_AT_ONCE_MAX) {
      freed = blobs.expire(now, EXPIRED_AT_ONCE_MAX);
    }
  }
}
