package dev.godwit.bench.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/// One user against what an XMPP server says (RFC 6120, XEP-0198, XEP-0184).
final class XmppLineTest {
  private final FinishedOnly around = new FinishedOnly();
  private final User user = new User(0, around);
  private final User partner = new User(1, around);
  private final XmppLine line = new XmppLine(0, user, 5);
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @Test
  void signsInBindsAndEnablesStreamManagement() {
    signIn();
    assertTrue(user.isReady());
    String said = said();
    assertTrue(said.startsWith("<presence/><message to='u1@localhost' type='chat' id='1'>"), said);
    assertTrue(said.endsWith("</message><r xmlns='urn:xmpp:sm:3'/>"), said);
  }

  @Test
  void aMessageIsFinishedWhenTheServerCountedItAndTheReceiverConfirmedIt() {
    signIn();
    hear("<a xmlns='urn:xmpp:sm:3' h='1'/>");
    hear("<message from='u1@localhost'><received xmlns='urn:xmpp:receipts' id='1'/></message>");
    assertEquals(0, around.finished, "only the presence was counted");
    hear("<a xmlns='urn:xmpp:sm:3' h='2'/>");
    assertEquals(1, around.finished);
  }

  @Test
  void whatArrivesIsConfirmedAndCountedForTheServer() {
    signIn();
    said();
    hear(
        "<message id='1' from='u1@localhost/x'><body>hello</body></message><r"
            + " xmlns='urn:xmpp:sm:3'/>");
    assertEquals(
        "<message to='u1@localhost' type='chat'><received xmlns='urn:xmpp:receipts'"
            + " id='1'/></message><a xmlns='urn:xmpp:sm:3' h='1'/>",
        said());
    assertEquals(1, partner.check().verdict().shown());
  }

  private void signIn() {
    user.meet(partner, line);
    partner.meet(user, line);
    line.open(channel);
    channel.pipeline().fireChannelActive();
    assertTrue(said().contains("to='localhost'"));
    hear("<?xml version='1.0'?><stream:stream id='1'><stream:features/>");
    assertTrue(said().contains("mechanism='PLAIN'>AHUwAHNlY3JldA==<"));
    hear("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    hear("<?xml version='1.0'?><stream:stream id='2'><stream:features><bind/></stream:features>");
    assertTrue(said().contains("<iq type='set' id='bind'>"));
    hear("<iq id='bind' type='result'><bind/></iq>");
    assertEquals("<enable xmlns='urn:xmpp:sm:3' resume='true'/>", said());
    hear("<enabled id='x' xmlns='urn:xmpp:sm:3'/>");
  }

  private void hear(String xml) {
    channel.writeInbound(Unpooled.copiedBuffer(xml, ISO_8859_1));
  }

  private String said() {
    StringBuilder said = new StringBuilder();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      said.append(out.toString(ISO_8859_1));
      out.release();
    }
    return said.toString();
  }
}
