package dev.godwit.core.conversation;

import dev.godwit.core.log.LogEntry;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import java.util.Arrays;

/// Makes entries of what was asked for and admitted.
final class Entries {
  private Entries() {}

  static LogEntry of(
      Ask.ToAppend ask, Admission.Admitted admitted, long sequence, long timeMillis) {
    Entry entry =
        new Entry(
            ask.conversation(),
            sequence,
            ask.id(),
            timeMillis,
            ask.account(),
            ask.device(),
            kind(ask),
            epoch(ask, admitted),
            payload(ask),
            admitted.changes(),
            ask instanceof Ask.ToSend toSend ? toSend.send().clientMetaData() : Bytes.EMPTY,
            ask instanceof Ask.ToCommit commit ? commit.commit().settings() : GroupSettings.NONE,
            admitted.needsApproval());
    return new LogEntry(sequence, ask.id(), timeMillis, Frame.encode(entry));
  }

  private static EntryKind kind(Ask.ToAppend ask) {
    return switch (ask) {
      case Ask.ToSend _ -> EntryKind.APPLICATION;
      case Ask.ToCommit _ -> EntryKind.COMMIT;
      case Ask.ToLeave _, Ask.ToDepart _ -> EntryKind.DEPARTURE;
      case Ask.ToJoin _ -> EntryKind.JOIN_REQUEST;
    };
  }

  private static long epoch(Ask.ToAppend ask, Admission.Admitted admitted) {
    return switch (ask) {
      case Ask.ToSend toSend -> toSend.send().epoch();
      case Ask.ToCommit toCommit -> toCommit.commit().epoch();
      case Ask.ToLeave toLeave -> toLeave.leave().epoch();
      case Ask.ToDepart _, Ask.ToJoin _ -> admitted.after().epoch();
    };
  }

  private static Bytes payload(Ask.ToAppend ask) {
    return switch (ask) {
      case Ask.ToSend toSend -> toSend.send().payload();
      case Ask.ToCommit toCommit -> toCommit.commit().payload();
      case Ask.ToLeave toLeave -> toLeave.leave().payload();
      case Ask.ToDepart _ -> Bytes.EMPTY;
      case Ask.ToJoin toJoin -> together(toJoin.link().toBytes(), toJoin.proof());
    };
  }

  private static Bytes together(Bytes first, Bytes second) {
    byte[] all = Arrays.copyOf(first.shared(), first.size() + second.size());
    System.arraycopy(second.shared(), 0, all, first.size(), second.size());
    return Bytes.owned(all);
  }
}
