package dev.godwit.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/// One user against bytes as the standard (MQTT 3.1.1) has them.
final class MqttLineTest {
  private static final int PAYLOAD_BYTES = 300;

  private final FinishedOnly around = new FinishedOnly();
  private final User user = new User(0, around);
  private final User partner = new User(1, around);
  private final MqttLine line = new MqttLine(0, user, PAYLOAD_BYTES);
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @Test
  void signsInSubscribesAndSendsWhatIsWanted() {
    signIn();
    String message = said();
    assertTrue(message.startsWith("32b302" + "0003" + "6d2f31" + "0002" + "00000001"), message);
    assertEquals(2 * (3 + 0x133), message.length());
  }

  @Test
  void aMessageIsFinishedWithBothTicksInAnyOrder() {
    signIn();
    hear("3009" + "0003" + "722f30" + "00000001");
    assertEquals(0, around.finished);
    hear("4002" + "0002");
    assertEquals(1, around.finished);
  }

  @Test
  void whatArrivesIsAcknowledgedAndConfirmedOnceForAll() {
    signIn();
    said();
    hear(
        "320b"
            + "0003"
            + "6d2f30"
            + "0005"
            + "00000001" // first message of the partner
            + "320b"
            + "0003"
            + "6d2f30"
            + "0006"
            + "00000002");
    assertEquals("40020005" + "40020006" + "3009" + "0003" + "722f31" + "00000002", said());
    assertEquals(2, partner.check().verdict().shown());
  }

  private void signIn() {
    user.meet(partner, line);
    partner.meet(user, line);
    line.open(channel);
    channel.pipeline().fireChannelActive();
    assertEquals("100e" + "00044d515454" + "0400" + "0000" + "00027530", said());
    hear("20020000");
    assertEquals(
        "8208" + "0001" + "00036d2f30" + "01" + "8208" + "0002" + "0003722f30" + "00", said());
    hear("9003" + "0001" + "01" + "9003" + "0002" + "00");
  }

  private void hear(String hex) {
    channel.writeInbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)));
  }

  private String said() {
    StringBuilder hex = new StringBuilder();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      hex.append(ByteBufUtil.hexDump(out));
    }
    return hex.toString();
  }
}
