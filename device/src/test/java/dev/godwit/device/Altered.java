package dev.godwit.device;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.Entry;
import dev.godwit.wire.MemberChange;
import java.util.List;

/// An entry of which somebody on its way has changed something.
final class Altered {
  private Altered() {}

  static Entry with(Entry entry, List<MemberChange> changes, Bytes payload) {
    return new Entry(
        entry.conversation(),
        entry.sequence(),
        entry.id(),
        entry.time(),
        entry.account(),
        entry.device(),
        entry.kind(),
        entry.epoch(),
        payload,
        changes,
        entry.clientMetaData(),
        entry.settings(),
        entry.needsApproval());
  }
}
