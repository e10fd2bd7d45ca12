package dev.godwit.bench.micro;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Send;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Encoding and decoding of the two frames that carry a message of 300 bytes.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBench {
  private static final int PAYLOAD_BYTES = 300;

  private final Bytes payload = Bytes.owned(new byte[PAYLOAD_BYTES]);
  private final ConversationId conversation = new ConversationId(0x1234, 0x5678);
  private final EntryId id = new EntryId(0x9abc, 0xdef0);
  private final Send send = new Send(conversation, id, 17, payload, Bytes.EMPTY);
  private final Entry entry =
      new Entry(
          conversation,
          1_000_000,
          id,
          1_800_000_000_000L,
          new AccountId(1, 2),
          new DeviceId(3, 4),
          EntryKind.APPLICATION,
          17,
          payload,
          List.of(),
          Bytes.EMPTY,
          GroupSettings.NONE,
          false);
  private final Bytes encodedSend = Frame.encode(send);
  private final Bytes encodedEntry = Frame.encode(entry);

  @Benchmark
  public Bytes encodeSend() {
    return Frame.encode(send);
  }

  @Benchmark
  public Frame decodeSend() {
    return Frame.decode(encodedSend);
  }

  @Benchmark
  public Bytes encodeEntry() {
    return Frame.encode(entry);
  }

  @Benchmark
  public Frame decodeEntry() {
    return Frame.decode(encodedEntry);
  }
}
