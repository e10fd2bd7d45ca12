package dev.godwit.bench.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StanzaDecoderTest {
  private static final String STREAM =
      "<?xml version='1.0'?><stream:stream id='1' xmlns='jabber:client'>"
          + "<stream:features><bind/></stream:features><r xmlns='urn:xmpp:sm:3'/>"
          + "<message id='7'><body>1 &lt; 2</body></message>";

  private static final List<String> STANZAS =
      List.of(
          "<stream:features><bind/></stream:features>",
          "<r xmlns='urn:xmpp:sm:3'/>",
          "<message id='7'><body>1 &lt; 2</body></message>");

  @Test
  void stanzasComeWholeHoweverTheBytesAreCut() {
    for (int step = 1; step <= STREAM.length(); step++) {
      assertEquals(STANZAS, decode(STREAM, step), "in pieces of " + step);
    }
  }

  @Test
  void aSecondStreamOnTheSameConnectionBeginsAnew() {
    assertEquals(STANZAS.size() * 2, decode(STREAM + STREAM, 11).size());
  }

  private static List<String> decode(String stream, int step) {
    EmbeddedChannel channel = new EmbeddedChannel(new StanzaDecoder());
    byte[] bytes = stream.getBytes(ISO_8859_1);
    for (int at = 0; at < bytes.length; at += step) {
      int length = Math.min(step, bytes.length - at);
      channel.writeInbound(Unpooled.copiedBuffer(bytes, at, length));
    }
    return channel.inboundMessages().stream().map(String.class::cast).toList();
  }
}
