package dev.godwit.gateway.socket;

import dev.godwit.core.account.AccessToken;
import dev.godwit.core.session.SessionId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MalformedFrame;
import dev.godwit.wire.UnknownFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connected device. All but what [Link] has runs on the event loop of its connection.
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the connection
final class SocketHandler extends ChannelInboundHandlerAdapter implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(SocketHandler.class);

  /// How long the node waits for a device to answer its close frame.
  private static final long CLOSE_MILLIS_MAX = 1_000;

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int BUFFER_BYTES_MIN = 512;

  private final AccessToken token;
  private final SocketLoop shared;

  private @Nullable ChannelHandlerContext context;
  private @Nullable SessionId session;
  private @Nullable ByteBuf pending;
  private boolean written;
  private boolean ending;
  private long secondStartNanos;
  private int framesThisSecond;
  private boolean greeted;
  private boolean wholeFrameCame;
  private boolean partCame;
  private boolean rests;

  /// The worker has written to the device: before, it may refuse it.
  private boolean admitted;

  /// The worker has written to the device and was not told yet that it lives.
  private boolean told;

  /// When the last heartbeat was answered here. Read by workers.
  private volatile long heardNanos;

  /// Since when a part of a frame came, or the socket rests, without a heartbeat for the device.
  private long waitingSinceNanos;

  SocketHandler(AccessToken token, SocketLoop shared) {
    this.token = token;
    this.shared = shared;
  }

  @Override
  public void write(Bytes frame) {
    shared.outbox().put(new Outbox.Write(this, frame));
  }

  @Override
  public void close(CloseCode code) {
    shared.outbox().put(new Outbox.Close(this, code));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    added.channel().config().setWriteBufferWaterMark(shared.outbound());
    secondStartNanos = nanos(added);
    heardNanos = secondStartNanos;
    session = shared.devices().opened(token, this);
    shared.events().opened(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ended) {
    ending = true;
    releasePending();
    if (session != null) {
      shared.devices().closed(session, token.account());
      session = null;
      shared.events().closed(this);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) throws Exception {
    if (message instanceof BinaryWebSocketFrame part && !part.isFinalFragment()) {
      gatherParts(from, part);
      return;
    }
    wholeFrameCame = true;
    try {
      switch (message) {
        case BinaryWebSocketFrame binary -> receive(from, binary.content());
        case PingWebSocketFrame ping ->
            from.writeAndFlush(ControlFrame.pong(from.alloc(), ping.content()), from.voidPromise());
        case PongWebSocketFrame _ -> {}
        case CloseWebSocketFrame _ -> closed(from);
        default -> violated(from);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /// Few devices send frames in parts: only theirs are put together, from now on.
  private static void gatherParts(ChannelHandlerContext from, BinaryWebSocketFrame first)
      throws Exception {
    var aggregator = new WebSocketFrameAggregator(Limits.FRAME_BYTES_MAX);
    from.pipeline().addBefore(from.name(), null, aggregator);
    aggregator.channelRead(from.pipeline().context(aggregator), first);
  }

  /// Some bytes came. A large frame on a slow line may be under way for longer than a device may be
  /// silent: meanwhile it has heartbeats, which the device cannot send behind the frame.
  @Override
  public void channelReadComplete(ChannelHandlerContext from) {
    flush();
    boolean isPart = !wholeFrameCame;
    wholeFrameCame = false;
    if (isPart && !partCame) {
      waitingSinceNanos = nanos(from);
    } else if (isPart) {
      beatIfDue(from);
    }
    partCame = isPart;
  }

  /// A device that the node does not listen to is not silent. Before the first frame it has nothing
  /// to be heard of.
  private void beatIfDue(ChannelHandlerContext from) {
    long now = nanos(from);
    long due = TimeUnit.MILLISECONDS.toNanos(shared.limits().beatMillis());
    if (greeted && !ending && session != null && now - waitingSinceNanos >= due) {
      waitingSinceNanos = now;
      shared.devices().received(session, token.account(), new Heartbeat(0));
    }
  }

  private static long nanos(ChannelHandlerContext from) {
    return from.executor().ticker().nanoTime();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException) {
      violated(from);
      return;
    }
    if (!(cause instanceof IOException)) {
      LOG.atDebug().setCause(cause).log("A connection failed");
    }
    from.close();
  }

  private void receive(ChannelHandlerContext from, ByteBuf content) {
    if (ending || session == null) {
      return;
    }
    byte[] bytes = new byte[content.readableBytes()];
    content.readBytes(bytes);
    try {
      deliver(from, session, Frame.decode(bytes, 0, bytes.length));
    } catch (MalformedFrame _) {
      violated(from);
    }
    restIfNeeded(from);
  }

  private void deliver(ChannelHandlerContext from, SessionId to, Frame frame) {
    if (frame instanceof UnknownFrame) {
      answer(from, error(ErrorCode.UNKNOWN_FRAME));
    } else if (frame instanceof Heartbeat && mayAnswer()) {
      answerHeartbeat(from, to);
    } else {
      greeted = true;
      shared.devices().received(to, token.account(), frame);
    }
  }

  private boolean mayAnswer() {
    return admitted && shared.devices().isAwake(token.account());
  }

  /// Answered here: a device that is told nothing would cost its worker that alone. The worker asks
  /// when the device was heard last ([#silentMillis]), and is told if it waits for a sign of life.
  private void answerHeartbeat(ChannelHandlerContext from, SessionId to) {
    heardNanos = nanos(from);
    answer(from, shared.heartbeat().frame());
    if (told) {
      told = false;
      shared.devices().heard(to, token.account());
    }
  }

  /// Adds a frame to what goes out when all that came has been read.
  private void answer(ChannelHandlerContext from, Bytes frame) {
    if (from.channel().isWritable()) {
      add(from, frame);
    } else {
      overflow(from);
    }
  }

  @Override
  public long silentMillis() {
    ChannelHandlerContext asked = context;
    return asked == null
        ? Long.MAX_VALUE
        : Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos(asked) - heardNanos));
  }

  private void violated(ChannelHandlerContext from) {
    if (!ending) {
      add(from, error(ErrorCode.MALFORMED_FRAME));
    }
    end(from, CloseCode.PROTOCOL_VIOLATED);
  }

  /// Stops reading while the worker does not keep up, or the device sends faster than it may.
  private void restIfNeeded(ChannelHandlerContext from) {
    framesThisSecond++;
    if (!rests && !mayRead(from)) {
      rests = true;
      waitingSinceNanos = nanos(from);
      from.channel().config().setAutoRead(false);
      shared.resting().add(this);
    }
  }

  private boolean mayRead(ChannelHandlerContext from) {
    return shared.devices().hasRoom(token.account()) && !isTooFast(from);
  }

  /// Reads again after a rest, if it may.
  boolean readsOn() {
    ChannelHandlerContext from = context;
    rests = from != null && !ending && !mayRead(from);
    if (from != null && rests) {
      beatIfDue(from);
    } else if (from != null) {
      from.channel().config().setAutoRead(true);
    }
    return !rests;
  }

  private boolean isTooFast(ChannelHandlerContext from) {
    if (framesThisSecond < shared.limits().framesPerSecondMax()) {
      return false;
    }
    long now = nanos(from);
    if (now - secondStartNanos < SECOND_NANOS) {
      return true;
    }
    secondStartNanos = now;
    framesThisSecond = 0;
    return false;
  }

  /// Adds a frame to what goes out with the next [#flush]; true when there was nothing before.
  boolean append(Bytes frame, LargeFrame large) {
    ChannelHandlerContext to = context;
    if (to == null || ending) {
      return false;
    }
    if (!to.channel().isWritable()) {
      overflow(to);
      return false;
    }
    admitted = true;
    told = true;
    boolean first = pending == null && !written;
    if (frame.size() < LargeFrame.BYTES_MIN) {
      add(to, frame);
    } else {
      FrameHeader.write(pending(to, FrameHeader.BYTES_MAX), frame.size());
      writePending(to);
      to.write(large.of(frame, to.alloc()), to.voidPromise());
    }
    return first;
  }

  private void add(ChannelHandlerContext to, Bytes frame) {
    ByteBuf buffer = pending(to, FrameHeader.BYTES_MAX + frame.size());
    FrameHeader.write(buffer, frame.size());
    buffer.writeBytes(frame.shared());
  }

  /// What goes out next, with room for so many bytes more.
  private ByteBuf pending(ChannelHandlerContext to, int bytes) {
    ByteBuf buffer =
        pending != null ? pending : to.alloc().ioBuffer(Math.max(bytes, BUFFER_BYTES_MIN));
    pending = buffer;
    return buffer.ensureWritable(bytes);
  }

  private void writePending(ChannelHandlerContext to) {
    ByteBuf buffer = pending;
    pending = null;
    if (buffer != null) {
      written = true;
      to.write(buffer, to.voidPromise());
    }
  }

  /// Sends all that was added.
  void flush() {
    ChannelHandlerContext to = context;
    if (to != null) {
      writePending(to);
      if (written) {
        written = false;
        to.flush();
      }
    }
  }

  void closeAfterWrites(CloseCode code) {
    if (context != null) {
      end(context, code);
    }
  }

  /// Says the last word and waits a little for the device's own, so that it gets to read ours.
  private void end(ChannelHandlerContext to, CloseCode code) {
    if (ending) {
      return;
    }
    flush();
    ending = true;
    to.writeAndFlush(ControlFrame.close(to.alloc(), code));
    to.channel().config().setAutoRead(true);
    to.executor().schedule(() -> to.close(), CLOSE_MILLIS_MAX, TimeUnit.MILLISECONDS);
  }

  /// The device has said its last word.
  private void closed(ChannelHandlerContext from) {
    if (ending) {
      from.close();
    } else {
      flush();
      ending = true;
      from.writeAndFlush(ControlFrame.close(from.alloc())).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /// The device takes nothing: what waits for it is given up, it catches up from the log later.
  private void overflow(ChannelHandlerContext to) {
    ending = true;
    releasePending();
    shared.events().overflowed();
    to.close();
  }

  private void releasePending() {
    if (pending != null) {
      pending.release();
      pending = null;
    }
  }

  private static Bytes error(ErrorCode code) {
    return Frame.encode(new Error(code.code(), ConversationId.NONE, EntryId.NONE, 0, 0, 0));
  }
}
