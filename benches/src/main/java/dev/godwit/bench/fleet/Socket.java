package dev.godwit.bench.fleet;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One WebSocket of a device. To be used on the loop's thread only.
public final class Socket {
  private final Channel channel;

  private Socket(Channel channel) {
    this.channel = channel;
  }

  /// Writes a frame; it leaves with the next [#flush].
  public void send(Frame frame) {
    Bytes bytes = Frame.encode(frame);
    var _ =
        channel.write(
            new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes.shared())),
            channel.voidPromise());
  }

  public void flush() {
    channel.flush();
  }

  /// Whether what arrives is read; otherwise it stays in the system's buffers.
  void read(boolean reads) {
    channel.config().setAutoRead(reads);
  }

  public void close() {
    var _ = channel.close();
  }

  /// What a device is told about its socket, on the loop's thread.
  public interface Listener {
    /// The handshake is done.
    void onOpen(Socket socket);

    void onFrame(Frame frame);

    /// All frames that had arrived were given; a good moment to flush.
    void onRead();

    /// The server says why it closes; [#onClosed] follows.
    default void onClosing(int code) {}

    /// The socket is gone, or never came to be; called once.
    void onClosed();

    /// A frame or a handshake went wrong; [#onClosed] follows.
    void onFailure(Throwable cause);
  }

  /// The end of the pipeline: frames to the listener. After the handshake bytes come here as they
  /// are, and only what is sent goes through the library's codec.
  static final class Handler extends ChannelInboundHandlerAdapter implements FrameReader.Into {
    private final Listener listener;
    private final FrameReader reader = new FrameReader(this);
    private @Nullable Socket socket;

    Handler(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        context.pipeline().remove(WebSocketClientProtocolHandler.class);
        context.pipeline().remove(WebSocket13FrameDecoder.class);
        socket = new Socket(context.channel());
        listener.onOpen(socket);
      } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
        var _ = context.close();
      }
      super.userEventTriggered(context, event);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      reader.read((ByteBuf) message, context.alloc());
    }

    @Override
    public void onBinary(byte[] content) {
      listener.onFrame(Frame.decode(content, 0, content.length));
    }

    @Override
    public void onClose(int code) {
      listener.onClosing(code);
      if (socket != null) {
        socket.close();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      if (socket != null) {
        listener.onRead();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      reader.close();
      listener.onClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (!(cause instanceof IOException)) {
        listener.onFailure(cause);
      }
      var _ = context.close();
    }
  }
}
