package dev.godwit.device.own;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;

/// A device of the own account.
///
/// @param platform as its certificate says
/// @param linkedMillis when it was linked, by the node's clock; 0 when that is not known
/// @param ended it was taken out of the account, and never comes back
public record OwnDevice(DeviceId id, String platform, long linkedMillis, boolean ended) {

  OwnDevice asEnded() {
    return new OwnDevice(id, platform, linkedMillis, true);
  }

  Bytes encode() {
    return new Packer().text(platform).number(linkedMillis).flag(ended).toBytes();
  }

  static OwnDevice decode(DeviceId id, Bytes bytes) {
    Unpacker in = new Unpacker(bytes);
    return new OwnDevice(id, in.text(), in.number(), in.flag());
  }
}
