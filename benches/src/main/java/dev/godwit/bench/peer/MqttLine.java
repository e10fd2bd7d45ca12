package dev.godwit.bench.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// MQTT 3.1.1 at QoS 1: the server's acknowledgement is the first tick. MQTT has no second, so
/// users publish one themselves: "I have everything up to this number", once for all that arrived
/// together.
final class MqttLine implements Line {
  private static final int PACKET_IDS = 65_535;
  private static final int NOTHING = 0;

  private final int name;
  private final User user;
  private final byte[] filling;
  private final Map<Integer, Integer> unacknowledged = new HashMap<>();
  private @Nullable Channel channel;
  private int confirmed;
  private int toConfirm = NOTHING;
  private int confirmTo;

  MqttLine(int name, User user, int payloadBytes) {
    this.name = name;
    this.user = user;
    filling = new byte[Math.max(0, payloadBytes - Integer.BYTES)];
  }

  @Override
  public void open(Channel opened) {
    channel = opened;
    opened.pipeline().addLast(new MqttDecoder(), new Handler());
  }

  @Override
  public void send(int to, int number) {
    int id = 1 + number % PACKET_IDS;
    unacknowledged.put(id, number);
    ByteBuf payload = Unpooled.buffer().writeInt(number).writeBytes(filling);
    write(MqttPacket.publish("m/" + to, id, payload));
  }

  @Override
  public void confirm(int to, int number) {
    toConfirm = Math.max(toConfirm, number);
    confirmTo = to;
  }

  @Override
  public void flush() {
    if (toConfirm != NOTHING) {
      write(MqttPacket.publishOnce("r/" + confirmTo, Unpooled.buffer().writeInt(toConfirm)));
      toConfirm = NOTHING;
    }
    if (channel != null) {
      channel.flush();
    }
  }

  @Override
  public void close() {
    if (channel != null) {
      var _ = channel.close();
    }
  }

  private void write(ByteBuf packet) {
    Channel to = Objects.requireNonNull(channel);
    var _ = to.write(packet, to.voidPromise());
  }

  private void onPacket(MqttPacket packet) {
    switch (packet.kind()) {
      case MqttPacket.CONNECTED -> {
        write(MqttPacket.subscribe(1, "m/" + name, 1));
        write(MqttPacket.subscribe(2, "r/" + name, 0));
      }
      case MqttPacket.SUBSCRIBED -> onSubscribed(packet.body().readUnsignedShort());
      case MqttPacket.PUBLISH -> onPublished(packet);
      case MqttPacket.PUBLISH_ACKNOWLEDGED -> onStored(packet.body().readUnsignedShort());
      default -> throw user.unexpected("a packet of type " + packet.type());
    }
  }

  private void onSubscribed(int id) {
    if (id == 2) {
      user.onReady();
    }
  }

  private void onStored(int id) {
    Integer number = unacknowledged.remove(id);
    if (number != null) {
      user.onStored(number);
    }
  }

  private void onPublished(MqttPacket packet) {
    ByteBuf body = packet.body().skipBytes(packet.body().getUnsignedShort(0) + 2);
    if (packet.isQos1()) {
      write(MqttPacket.acknowledge(body.readUnsignedShort()));
      user.onMessage(body.readInt());
    } else {
      onConfirmedThrough(body.readInt());
    }
  }

  private void onConfirmedThrough(int number) {
    while (confirmed < number) {
      user.onConfirmed(++confirmed);
    }
  }

  private final class Handler extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      write(MqttPacket.connect("u" + name));
      flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      MqttPacket packet = (MqttPacket) message;
      try {
        onPacket(packet);
      } finally {
        packet.body().release();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      user.onRead();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      user.onClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      user.onFailure(cause);
      var _ = context.close();
    }
  }
}
