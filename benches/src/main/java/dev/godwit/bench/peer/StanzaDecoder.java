package dev.godwit.bench.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Cuts what an XMPP server says into the children of its stream, each a string.
///
/// It relies on what servers send: no comments or CDATA, and every `<` and `>` of text and
/// attributes escaped.
final class StanzaDecoder extends ByteToMessageDecoder {
  private static final String STREAM = "<stream:stream";

  private int depth;

  /// Bytes behind the reader's position that were looked at.
  private int looked;

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int start = in.readerIndex();
    for (int end = nextEnd(in); end >= 0 && in.readerIndex() == start; end = nextEnd(in)) {
      int tag = in.indexOf(start + looked, end, (byte) '<');
      looked = end + 1 - start;
      onTag(in, tag, end, out);
    }
  }

  private int nextEnd(ByteBuf in) {
    return in.indexOf(in.readerIndex() + looked, in.writerIndex(), (byte) '>');
  }

  private void onTag(ByteBuf in, int tag, int end, List<Object> out) {
    if (depth == 0 && isPrologue(in, tag, end)) {
      take(in);
      return;
    }
    boolean closing = in.getByte(tag + 1) == '/';
    boolean whole = in.getByte(end - 1) == '/';
    if (closing) {
      depth--;
    } else if (!whole) {
      depth++;
    }
    if (depth <= 0) {
      depth = 0;
      out.add(take(in));
    }
  }

  /// The head of the document or of the stream, to which no end belongs that anybody waits for.
  private static boolean isPrologue(ByteBuf in, int tag, int end) {
    boolean declaration = in.getByte(tag + 1) == '?';
    int length = Math.min(STREAM.length(), end - tag);
    return declaration || in.toString(tag, length, StandardCharsets.ISO_8859_1).equals(STREAM);
  }

  private String take(ByteBuf in) {
    String taken = in.readCharSequence(looked, StandardCharsets.ISO_8859_1).toString();
    looked = 0;
    return taken;
  }
}
