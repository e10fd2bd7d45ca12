package dev.godwit.core.conversation;

import dev.godwit.core.log.StateReader;
import dev.godwit.core.log.StateWriter;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.GroupSettings;

/// What a conversation is: the fold of its log, kept as the log's snapshot with everything that
/// changes it, so that the snapshot is never behind.
///
/// @param orphans what departed and is still in the MLS tree
/// @param lobby links and join requests; not in the log but for the requests' entries
public record ConversationState(
    ConversationKind kind,
    Epochs epochs,
    Roster roster,
    GroupSettings settings,
    Orphans orphans,
    Lobby lobby) {
  /// Of a conversation that does not exist.
  public static final ConversationState NONE =
      new ConversationState(ConversationKind.UNKNOWN, Epochs.NONE, Roster.NONE);

  /// Without what only groups have.
  private static final int FORMAT_PLAIN = 1;

  /// Without [Epochs#joined].
  private static final int FORMAT_UNJOINED = 2;

  private static final int FORMAT = 3;

  ConversationState(ConversationKind kind, Epochs epochs, Roster roster) {
    this(kind, epochs, roster, GroupSettings.NONE, Orphans.NONE, Lobby.NONE);
  }

  /// The MLS epoch after the newest commit.
  public long epoch() {
    return epochs.current();
  }

  /// Where the newest commit stands in the log; 0 when there is none.
  public long commitSequence() {
    return epochs.commitSequence();
  }

  public boolean exists() {
    return commitSequence() != 0;
  }

  /// The same after somebody departed.
  ConversationState departed(Roster left, Orphans gone) {
    return new ConversationState(kind, epochs, left, settings, gone, lobby);
  }

  ConversationState with(Lobby other) {
    return new ConversationState(kind, epochs, roster, settings, orphans, other);
  }

  Bytes encode() {
    StateWriter out = new StateWriter().number(FORMAT).number(kind.number());
    epochs.encode(out);
    roster.encode(out);
    Settings.encode(settings, out);
    orphans.encode(out);
    lobby.encode(out);
    return out.toBytes();
  }

  /// Reads the snapshot of a conversation's log; an empty one is [#NONE]. Throws
  /// [dev.godwit.core.log.StoreException.Corrupt].
  public static ConversationState decode(Bytes snapshot) {
    if (snapshot.isEmpty()) {
      return NONE;
    }
    StateReader in = new StateReader(snapshot);
    long format = in.number();
    if (format < FORMAT_PLAIN || format > FORMAT) {
      throw StateReader.corrupt();
    }
    boolean ofGroups = format >= FORMAT_UNJOINED;
    ConversationKind kind = ConversationKind.of(in.number());
    Epochs epochs = Epochs.decode(in, format > FORMAT_UNJOINED);
    Roster roster = Roster.decode(in, ofGroups);
    return ofGroups
        ? new ConversationState(
            kind, epochs, roster, Settings.decode(in), Orphans.decode(in), Lobby.decode(in))
        : new ConversationState(kind, epochs, roster);
  }
}
