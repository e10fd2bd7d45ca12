package dev.godwit.device.outbox;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.EntryId;

/// One message in the outbox.
///
/// @param order its place among all messages of this device
/// @param content encoded, not encrypted
public record Waiting(EntryId id, long order, long timeMillis, Bytes content) {

  Bytes encode() {
    return new Packer()
        .id(id.high(), id.low())
        .number(order)
        .number(timeMillis)
        .bytes(content)
        .toBytes();
  }

  static Waiting decode(Bytes bytes) {
    Unpacker in = new Unpacker(bytes);
    return new Waiting(in.entry(), in.number(), in.number(), in.bytes());
  }
}
