package dev.godwit.device.roster;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.trust.Suite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Ties what a commit claims towards the node to the commit itself: the committer signs this as the
/// commit's authenticated data, so nobody on the way can make it claim something else.
public final class ChangesDigest {
  private static final byte[] LABEL = "godwit changes 1\0".getBytes(StandardCharsets.US_ASCII);

  private ChangesDigest() {}

  /// SHA-256 over the label and, in base-128 numbers and 16-byte ids: how many changes, each with
  /// account, kind, role, how many devices, and those; then the three settings.
  public static Bytes of(Crypto crypto, List<MemberChange> changes, GroupSettings settings) {
    Packer out = new Packer().number(changes.size());
    changes.forEach(change -> pack(out, change));
    out.number(settings.whoMayAdd().number()).number(settings.whoMaySend().number());
    Bytes body = out.number(settings.whoMayChangeDetails().number()).toBytes();
    byte[] input = Arrays.copyOf(LABEL, LABEL.length + body.size());
    System.arraycopy(body.shared(), 0, input, LABEL.length, body.size());
    return Bytes.owned(crypto.hash(Suite.SUITE, input));
  }

  private static void pack(Packer out, MemberChange change) {
    out.id(change.account().high(), change.account().low());
    out.number(change.kind().number()).number(change.role().number());
    out.number(change.devices().size());
    for (DeviceId device : change.devices()) {
      out.id(device.high(), device.low());
    }
  }
}
