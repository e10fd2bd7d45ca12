package dev.godwit.bench.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.ArrayDeque;
import java.util.Base64;

/// XMPP over TCP: stream management for the first tick (XEP-0198), delivery receipts for the second
/// (XEP-0184). An acknowledgement is asked for behind each message.
final class XmppLine extends NettyLine {
  static final String PASSWORD = "secret";

  private static final String OPEN =
      "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'>";
  private static final String BIND =
      "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>";
  private static final String ENABLE = "<enable xmlns='urn:xmpp:sm:3' resume='true'/>";
  private static final String ASK = "<r xmlns='urn:xmpp:sm:3'/>";
  private static final int NO_MESSAGE = 0;

  private final int name;
  private final User user;
  private final String body;

  /// What the server has not acknowledged: the numbers of messages, and [#NO_MESSAGE] for other
  /// stanzas.
  private final ArrayDeque<Integer> unacknowledged = new ArrayDeque<>();

  private boolean signedIn;
  private long acknowledged;
  private long received;
  private boolean owesAnswer;

  XmppLine(int name, User user, int payloadBytes) {
    super(user);
    this.name = name;
    this.user = user;
    body = "x".repeat(payloadBytes);
  }

  @Override
  ByteToMessageDecoder decoder() {
    return new StanzaDecoder();
  }

  @Override
  void greet() {
    write(OPEN);
  }

  @Override
  public void send(int to, int number) {
    write(
        "<message to='u"
            + to
            + "@localhost' type='chat' id='"
            + number
            + "'><body>"
            + body
            + "</body><request xmlns='urn:xmpp:receipts'/></message>");
    unacknowledged.add(number);
    write(ASK);
  }

  @Override
  public void confirm(int to, int number) {
    write(
        "<message to='u"
            + to
            + "@localhost' type='chat'><received xmlns='urn:xmpp:receipts' id='"
            + number
            + "'/></message>");
    unacknowledged.add(NO_MESSAGE);
  }

  @Override
  void answer() {
    if (owesAnswer) {
      write("<a xmlns='urn:xmpp:sm:3' h='" + received + "'/>");
    }
    owesAnswer = false;
  }

  private void write(String xml) {
    write(ByteBufUtil.writeAscii(channel().alloc(), xml));
  }

  @Override
  void take(Object message) {
    String stanza = (String) message;
    if (stanza.startsWith("<message")) {
      received++;
      onMessage(stanza);
    } else if (stanza.startsWith("<a ")) {
      onAcknowledged(Long.parseLong(attribute(stanza, "h")));
    } else if (stanza.startsWith("<r ")) {
      owesAnswer = true;
    } else if (stanza.startsWith("<presence") || stanza.startsWith("<iq")) {
      received++;
      onAnswer(stanza);
    } else {
      onSigningIn(stanza);
    }
  }

  private void onMessage(String stanza) {
    int receipt = stanza.indexOf("<received");
    if (receipt >= 0) {
      user.onConfirmed(Integer.parseInt(attribute(stanza.substring(receipt), "id")));
    } else if (stanza.contains("<body")) {
      user.onMessage(Integer.parseInt(attribute(stanza, "id")));
    } else {
      throw user.unexpected(stanza);
    }
  }

  private void onAcknowledged(long stanzas) {
    for (; acknowledged < stanzas; acknowledged++) {
      int number = unacknowledged.remove();
      if (number != NO_MESSAGE) {
        user.onStored(number);
      }
    }
  }

  private void onAnswer(String stanza) {
    if (stanza.contains("id='bind'")) {
      write(ENABLE);
    }
  }

  private void onSigningIn(String said) {
    if (said.startsWith("<stream:features")) {
      write(signedIn ? BIND : signIn());
    } else if (said.startsWith("<success")) {
      signedIn = true;
      write(OPEN);
    } else if (said.startsWith("<enabled")) {
      received = 0;
      write("<presence/>");
      unacknowledged.add(NO_MESSAGE);
      user.onReady();
    } else {
      throw user.unexpected(said);
    }
  }

  private String signIn() {
    String plain = "\0u" + name + "\0" + PASSWORD;
    return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
        + Base64.getEncoder().encodeToString(plain.getBytes(ISO_8859_1))
        + "</auth>";
  }

  /// The value of an attribute of the first tag.
  private static String attribute(String xml, String name) {
    int start = xml.indexOf(" " + name + "=") + name.length() + 3;
    return xml.substring(start, xml.indexOf(xml.charAt(start - 1), start));
  }
}
