package dev.godwit.device.archive;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.content.ChangedCodec;
import dev.godwit.device.content.Content;
import dev.godwit.device.content.ContentCodec;
import dev.godwit.device.content.LossReason;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.wire.Bytes;

/// A row of the history in bytes. Only rows that have their place in the log go into an archive.
final class RowCodec {
  private static final long SAID = 0;
  private static final long CHANGED = 1;
  private static final long LOST = 2;

  private RowCodec() {}

  static Bytes encode(Message row) {
    Packer out = new Packer();
    out.id(row.conversation().high(), row.conversation().low());
    out.id(row.id().high(), row.id().low()).number(row.sequence());
    out.id(row.account().high(), row.account().low());
    out.id(row.device().high(), row.device().low()).number(row.timeMillis());
    out.flag(row.state() instanceof MessageState.Sent);
    return content(out, row.content()).toBytes();
  }

  private static Packer content(Packer out, Content content) {
    return switch (content) {
      case Content.Changed changed -> out.number(CHANGED).bytes(ChangedCodec.encode(changed));
      case Content.Lost(var reason) -> out.number(LOST).text(reason.name());
      case Content.Text _,
          Content.Renamed _,
          Content.Described _,
          Content.Pictured _,
          Content.Details _,
          Content.Leaving _,
          Content.Invited _,
          Content.InvitationRevoked _,
          Content.Setting _,
          Content.Unknown _ ->
          out.number(SAID).bytes(ContentCodec.encode(content));
    };
  }

  static Message decode(Bytes bytes) {
    Unpacker in = new Unpacker(bytes);
    return new Message(
        in.conversation(),
        in.entry(),
        in.number(),
        0,
        in.account(),
        in.device(),
        in.number(),
        in.flag() ? new MessageState.Sent() : new MessageState.Received(),
        content(in));
  }

  private static Content content(Unpacker in) {
    long kind = in.number();
    if (kind == CHANGED) {
      return ChangedCodec.decode(in.bytes());
    }
    return kind == LOST
        ? new Content.Lost(LossReason.valueOf(in.text()))
        : ContentCodec.decode(in.bytes());
  }
}
