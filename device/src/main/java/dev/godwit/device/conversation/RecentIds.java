package dev.godwit.device.conversation;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.step.Draft;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;

/// Which entry stands at each of the last places of a log. A node that was restored from an older
/// copy gives places a second time; this is how a device sees it. The account's log goes by
/// [ConversationId#NONE].
public final class RecentIds {
  /// Places that are remembered for each log.
  static final int PLACES_MAX = 32;

  private static final String PREFIX = "recent/";

  private final Draft draft;

  RecentIds(Draft draft) {
    this.draft = draft;
  }

  public void remember(ConversationId log, long sequence, EntryId id) {
    draft.put(key(log, sequence), new Packer().number(sequence).id(id.high(), id.low()).toBytes());
  }

  /// Whether another entry than this is known to have been there.
  public boolean isOther(ConversationId log, long sequence, EntryId id) {
    return draft.get(key(log, sequence)).map(known -> differs(known, sequence, id)).orElse(false);
  }

  /// The log goes on behind `head` with other entries, as is known by now.
  public void forgetAfter(ConversationId log, long head) {
    draft
        .scan(PREFIX + log + "/")
        .forEach(
            (key, known) -> {
              if (new Unpacker(known).number() > head) {
                draft.delete(key);
              }
            });
  }

  private static boolean differs(Bytes known, long sequence, EntryId id) {
    Unpacker in = new Unpacker(known);
    return in.number() == sequence && !in.entry().equals(id);
  }

  private static String key(ConversationId log, long sequence) {
    return PREFIX + log + "/" + sequence % PLACES_MAX;
  }
}
