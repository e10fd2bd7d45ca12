package dev.godwit.client;

import dev.godwit.device.content.ChangedCodec;
import dev.godwit.device.content.Content;
import dev.godwit.device.content.ContentCodec;
import dev.godwit.device.content.LossReason;
import dev.godwit.wire.Bytes;
import java.nio.charset.StandardCharsets;

/// How a message's content stands in its row: a number for the kind, and bytes.
final class Contents {
  private static final int TEXT = 1;
  private static final int UNKNOWN = 2;
  private static final int LOST = 3;
  private static final int ENCODED = 4;
  private static final int CHANGED = 5;

  private Contents() {}

  static int kind(Content content) {
    return switch (content) {
      case Content.Text(_, var mentions) -> mentions.isEmpty() ? TEXT : ENCODED;
      case Content.Unknown _ -> UNKNOWN;
      case Content.Lost _ -> LOST;
      case Content.Changed _ -> CHANGED;
      default -> ENCODED;
    };
  }

  static byte[] body(Content content) {
    return switch (content) {
      case Content.Text(var text, var mentions) when mentions.isEmpty() ->
          text.getBytes(StandardCharsets.UTF_8);
      case Content.Unknown(var encoded) -> encoded.toArray();
      case Content.Lost(var reason) -> reason.name().getBytes(StandardCharsets.US_ASCII);
      case Content.Changed changed -> ChangedCodec.encode(changed).toArray();
      default -> ContentCodec.encode(content).toArray();
    };
  }

  static Content of(int kind, byte[] body) {
    return switch (kind) {
      case TEXT -> new Content.Text(new String(body, StandardCharsets.UTF_8));
      case LOST ->
          new Content.Lost(LossReason.valueOf(new String(body, StandardCharsets.US_ASCII)));
      case CHANGED -> ChangedCodec.decode(Bytes.of(body));
      case ENCODED -> ContentCodec.decode(Bytes.of(body));
      default -> new Content.Unknown(Bytes.of(body));
    };
  }
}
