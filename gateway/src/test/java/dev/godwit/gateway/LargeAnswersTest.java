package dev.godwit.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.godwit.wire.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LargeAnswersTest {
  private final LargeAnswers answers = new LargeAnswers();

  @Test
  void whoeverWritesTheSameAtTheSameTimeWritesItFromOneCopy() {
    Bytes welcome = bytes(LargeAnswers.BYTES_MIN, 7);
    ByteBuf first = of(welcome);
    first.skipBytes(1_000); // gone already
    ByteBuf second = of(welcome);

    assertEquals(first.memoryAddress(), second.memoryAddress());
    assertEquals(welcome, Bytes.owned(ByteBufUtil.getBytes(second)));

    first.release();
    assertEquals(welcome, Bytes.owned(ByteBufUtil.getBytes(second)));
    second.release();
  }

  @Test
  void nothingIsKeptOnceItIsWritten() {
    Bytes welcome = bytes(LargeAnswers.BYTES_MIN, 7);
    ByteBuf first = of(welcome);
    ByteBuf second = of(welcome);
    second.release();
    first.release();
    assertEquals(0, first.refCnt());

    ByteBuf later = of(welcome);
    assertEquals(welcome, Bytes.owned(ByteBufUtil.getBytes(later)));
    later.release();
  }

  @Test
  void anotherBodyHasAnotherCopy() {
    ByteBuf first = of(bytes(LargeAnswers.BYTES_MIN, 7));
    Bytes other = bytes(LargeAnswers.BYTES_MIN, 8);
    ByteBuf second = of(other);

    assertNotEquals(first.memoryAddress(), second.memoryAddress());
    assertEquals(other, Bytes.owned(ByteBufUtil.getBytes(second)));
    first.release();
    second.release();
  }

  private ByteBuf of(Bytes body) {
    return answers.of(ImmediateEventExecutor.INSTANCE, body);
  }

  private static Bytes bytes(int size, int value) {
    byte[] all = new byte[size];
    Arrays.fill(all, (byte) value);
    return Bytes.owned(all);
  }
}
