package dev.godwit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.core.media.Blobs;
import dev.godwit.core.media.Blobs.Place;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every engine for blobs does.
public interface BlobsContract {
  AccountId ALICE = new AccountId(1, 1);
  AccountId BOB = new AccountId(1, 2);

  Blobs blobs();

  /// Another object over what was made durable.
  Blobs reopenedBlobs();

  private static Place place(AccountId owner, int blob, int part) {
    byte[] name = new byte[16];
    name[15] = (byte) blob;
    return new Place(owner, Bytes.owned(name), part);
  }

  private static Bytes bytes(int value, int size) {
    byte[] bytes = new byte[size];
    java.util.Arrays.fill(bytes, (byte) value);
    return Bytes.owned(bytes);
  }

  @Test
  default void whatWasPutIsThereForItsOwnerAlone() {
    blobs().put(place(ALICE, 1, 0), bytes(1, 1_000), 500);
    assertEquals(Optional.of(bytes(1, 1_000)), blobs().get(place(ALICE, 1, 0), 100));
    assertEquals(Optional.empty(), blobs().get(place(ALICE, 1, 1), 100));
    assertEquals(Optional.empty(), blobs().get(place(ALICE, 2, 0), 100));
    assertEquals(Optional.empty(), blobs().get(place(BOB, 1, 0), 100));
  }

  @Test
  default void aPartThatIsPutAgainTakesThePlace() {
    blobs().put(place(ALICE, 1, 0), bytes(1, 1_000), 500);
    blobs().put(place(ALICE, 1, 0), bytes(2, 10), 500);
    assertEquals(Optional.of(bytes(2, 10)), blobs().get(place(ALICE, 1, 0), 100));
    assertEquals(10, blobs().bytesOf(ALICE, 100));
  }

  @Test
  default void whatHasExpiredIsNotThere() {
    blobs().put(place(ALICE, 1, 0), bytes(1, 10), 500);
    blobs().put(place(ALICE, 1, 1), bytes(1, 10), 900);
    assertEquals(Optional.empty(), blobs().get(place(ALICE, 1, 0), 500));
    assertEquals(10, blobs().bytesOf(ALICE, 500));
    assertEquals(1, blobs().expire(500, 10));
    assertEquals(0, blobs().expire(500, 10));
    assertEquals(Optional.of(bytes(1, 10)), blobs().get(place(ALICE, 1, 1), 500));
  }

  @Test
  default void noMoreThanAskedForIsExpiredAtOnce() {
    for (int part = 0; part < 5; part++) {
      blobs().put(place(ALICE, 1, part), bytes(1, 10), 500);
    }
    assertEquals(3, blobs().expire(500, 3));
    assertEquals(2, blobs().expire(500, 3));
  }

  @Test
  default void aBlobIsRemovedWithAllItsParts() {
    blobs().put(place(ALICE, 1, 0), bytes(1, 10), 500);
    blobs().put(place(ALICE, 1, 7), bytes(1, 10), 500);
    blobs().put(place(ALICE, 2, 0), bytes(2, 10), 500);
    blobs().remove(ALICE, place(ALICE, 1, 0).blob());
    blobs().remove(ALICE, place(ALICE, 1, 0).blob());
    assertEquals(Optional.empty(), blobs().get(place(ALICE, 1, 0), 100));
    assertEquals(Optional.empty(), blobs().get(place(ALICE, 1, 7), 100));
    assertEquals(Optional.of(bytes(2, 10)), blobs().get(place(ALICE, 2, 0), 100));
    assertEquals(10, blobs().bytesOf(ALICE, 100));
  }

  @Test
  default void whatWasPutSurvivesAKill() {
    blobs().put(place(ALICE, 1, 3), bytes(1, 1_000), 500);
    assertEquals(Optional.of(bytes(1, 1_000)), reopenedBlobs().get(place(ALICE, 1, 3), 499));
    assertEquals(1_000, reopenedBlobs().bytesOf(ALICE, 499));
  }
}
