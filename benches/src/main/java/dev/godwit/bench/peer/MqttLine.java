package dev.godwit.bench.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.HashMap;
import java.util.Map;

/// MQTT 3.1.1 at QoS 1: the server's acknowledgement is the first tick. MQTT has no second, so
/// users publish one themselves: "I have everything up to this number", once for all that arrived
/// together.
final class MqttLine extends NettyLine {
  private static final int PACKET_IDS = 65_535;
  private static final int NOTHING = 0;

  private final int name;
  private final User user;
  private final byte[] filling;
  private final Map<Integer, Integer> unacknowledged = new HashMap<>();
  private int confirmed;
  private int toConfirm = NOTHING;
  private int confirmTo;

  MqttLine(int name, User user, int payloadBytes) {
    super(user);
    this.name = name;
    this.user = user;
    filling = new byte[Math.max(0, payloadBytes - Integer.BYTES)];
  }

  @Override
  ByteToMessageDecoder decoder() {
    return new MqttDecoder();
  }

  @Override
  void greet() {
    write(MqttPacket.connect("u" + name));
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
  void answer() {
    if (toConfirm != NOTHING) {
      write(MqttPacket.publishOnce("r/" + confirmTo, Unpooled.buffer().writeInt(toConfirm)));
      toConfirm = NOTHING;
    }
  }

  @Override
  void take(Object message) {
    MqttPacket packet = (MqttPacket) message;
    try {
      onPacket(packet);
    } finally {
      packet.body().release();
    }
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
}
