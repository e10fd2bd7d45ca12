package dev.godwit.core.media;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import java.util.Optional;

/// The port to the engine that keeps blobs: bytes in numbered parts, owned by an account, gone
/// after their time.
///
/// Methods block, may be called from several threads, and throw
/// [dev.godwit.core.log.StoreException]. A part is durable when [#put] returns. The contract is
/// `BlobsContract` in `testkit`.
public interface Blobs {

  /// Which part of which blob. `blob` is chosen by its owner, 16 bytes.
  record Place(AccountId owner, Bytes blob, int part) {
    public Place {
      if (blob.size() != 16 || part < 0) {
        throw new IllegalArgumentException("A blob has a name of 16 bytes, and parts from 0");
      }
    }
  }

  /// Writes a part; the same part again takes its place.
  void put(Place place, Bytes bytes, long expiresMillis);

  /// A part that was written and has not expired.
  Optional<Bytes> get(Place place, long nowMillis);

  /// What an account keeps at this time, bytes.
  long bytesOf(AccountId owner, long nowMillis);

  /// Forgets a blob with all its parts; idempotent.
  void remove(AccountId owner, Bytes blob);

  /// Forgets up to `partsMax` parts that have expired; answers how many.
  int expire(long nowMillis, int partsMax);
}
