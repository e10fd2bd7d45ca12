package dev.godwit.device.own;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.wire.Bytes;

/// How this device came to be taken out of its account.
///
/// @param timeMillis when, by the node's clock
/// @param signed a device of the account has said so; else the node alone did
public record Ending(long timeMillis, boolean signed) {

  Bytes encode() {
    return new Packer().number(timeMillis).flag(signed).toBytes();
  }

  static Ending decode(Bytes bytes) {
    Unpacker in = new Unpacker(bytes);
    return new Ending(in.number(), in.flag());
  }
}
