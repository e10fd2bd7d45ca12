package dev.godwit.device.archive;

import dev.godwit.device.codec.MalformedRecord;
import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.step.Message;
import dev.godwit.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One part of an archive. The first parts hold the catalogue, all others rows of the history.
///
/// @param kind what it holds, and whether more of that comes
/// @param done rows in the archive up to and with this part
/// @param total rows that there will be about; may be too few or too many
public record ArchivePart(Kind kind, long done, long total, Bytes catalogue, List<Message> rows) {
  private static final long FORMAT = 1;

  /// What a part holds.
  public enum Kind {
    CATALOGUE,
    LAST_OF_CATALOGUE,
    ROWS,
    LAST
  }

  public ArchivePart {
    rows = List.copyOf(rows);
  }

  public static ArchivePart ofCatalogue(Bytes catalogue, boolean last) {
    Kind kind = last ? Kind.LAST_OF_CATALOGUE : Kind.CATALOGUE;
    return new ArchivePart(kind, 0, 0, catalogue, List.of());
  }

  public static ArchivePart ofRows(List<Message> rows, long done, long total, boolean last) {
    return new ArchivePart(last ? Kind.LAST : Kind.ROWS, done, total, Bytes.EMPTY, rows);
  }

  public Bytes encode() {
    Packer out = new Packer().number(FORMAT).text(kind.name()).number(done).number(total);
    out.bytes(catalogue).number(rows.size());
    rows.forEach(row -> out.bytes(RowCodec.encode(row)));
    return out.toBytes();
  }

  /// Empty when it is of a newer version, or damaged.
  public static Optional<ArchivePart> decode(Bytes bytes) {
    try {
      Unpacker in = new Unpacker(bytes);
      return in.number() == FORMAT
          ? Optional.of(decode(Kind.valueOf(in.text()), in))
          : Optional.empty();
    } catch (MalformedRecord | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ArchivePart decode(Kind kind, Unpacker in) {
    long done = in.number();
    long total = in.number();
    Bytes catalogue = in.bytes();
    List<Message> rows = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      rows.add(RowCodec.decode(in.bytes()));
    }
    return new ArchivePart(kind, done, total, catalogue, rows);
  }
}
