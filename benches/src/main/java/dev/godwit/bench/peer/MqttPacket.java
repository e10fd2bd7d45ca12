package dev.godwit.bench.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// The few packets of MQTT 3.1.1 that a sender and receiver at QoS 1 need.
///
/// @param type the first byte: kind and flags
/// @param body what follows the length
record MqttPacket(int type, ByteBuf body) {
  static final int CONNECTED = 0x20;
  static final int PUBLISH = 0x30;
  static final int PUBLISH_ACKNOWLEDGED = 0x40;
  static final int SUBSCRIBED = 0x90;

  private static final int CONNECT = 0x10;
  private static final int SUBSCRIBE = 0x82;
  private static final int QOS_1 = 0x02;
  private static final int KEEP_ALIVE_SECONDS = 0;
  static final int LENGTH_BITS = 7;
  static final int LENGTH_MORE = 0x80;

  /// Kind without flags.
  int kind() {
    return type & 0xf0;
  }

  boolean isQos1() {
    return (type & QOS_1) != 0;
  }

  /// Opens a session that outlives its connection.
  static ByteBuf connect(String client) {
    ByteBuf body = Unpooled.buffer();
    text(body, "MQTT");
    body.writeByte(4).writeByte(0).writeShort(KEEP_ALIVE_SECONDS);
    text(body, client);
    return packet(CONNECT, body);
  }

  static ByteBuf subscribe(int id, String topic, int qos) {
    ByteBuf body = Unpooled.buffer().writeShort(id);
    text(body, topic);
    return packet(SUBSCRIBE, body.writeByte(qos));
  }

  /// A message that the server acknowledges.
  static ByteBuf publish(String topic, int id, ByteBuf payload) {
    ByteBuf body = Unpooled.buffer();
    text(body, topic);
    return packet(PUBLISH | QOS_1, body.writeShort(id).writeBytes(payload));
  }

  /// A message that nobody acknowledges.
  static ByteBuf publishOnce(String topic, ByteBuf payload) {
    ByteBuf body = Unpooled.buffer();
    text(body, topic);
    return packet(PUBLISH, body.writeBytes(payload));
  }

  static ByteBuf acknowledge(int id) {
    return packet(PUBLISH_ACKNOWLEDGED, Unpooled.buffer(2).writeShort(id));
  }

  private static void text(ByteBuf to, String text) {
    to.writeShort(text.length()).writeCharSequence(text, US_ASCII);
  }

  private static ByteBuf packet(int type, ByteBuf body) {
    ByteBuf packet = Unpooled.buffer(body.readableBytes() + 5).writeByte(type);
    int length = body.readableBytes();
    for (; length >= LENGTH_MORE; length >>>= LENGTH_BITS) {
      packet.writeByte(length | LENGTH_MORE);
    }
    return packet.writeByte(length).writeBytes(body);
  }
}
