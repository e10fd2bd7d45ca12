import java.util.Map;
import java.util.TreeMap;

/// Writes one record per typed id that the schema names.
final class IdWriter {
  private IdWriter() {}

  static Map<String, String> files(Schema schema) {
    Map<String, String> files = new TreeMap<>();
    for (Schema.Message message : schema.messages()) {
      for (Schema.Field field : message.fields()) {
        if (!field.id().isEmpty()) {
          files.put(field.id() + ".java", ID.replace("$Id", field.id()));
        }
      }
    }
    return files;
  }

  private static final String ID =
      """
      // Generated from frames.proto.
      package dev.godwit.wire;

      /// A 128-bit id, ordered by its bytes (unsigned).
      public record $Id(long high, long low) implements Comparable<$Id> {
        /// All zero: no id.
        public static final $Id NONE = new $Id(0, 0);

        /// Throws [MalformedFrame] unless there are 16 bytes.
        public static $Id of(Bytes bytes) {
          if (bytes.size() != Ids.BYTES) {
            throw new MalformedFrame(MalformedFrame.Reason.ID_LENGTH);
          }
          return of(bytes.shared(), 0);
        }

        private static $Id of(byte[] array, int offset) {
          long high = Ids.decode(array, offset);
          long low = Ids.decode(array, offset + Long.BYTES);
          return (high | low) == 0 ? NONE : new $Id(high, low);
        }

        /// Takes 32 hexadecimal digits in lower case, else throws IllegalArgumentException.
        public static $Id parse(String text) {
          Ids.check(text);
          return new $Id(Ids.parse(text, 0), Ids.parse(text, Ids.DIGITS / 2));
        }

        /// An empty field is [#NONE].
        static $Id read(Reader in) {
          int offset = in.id();
          return offset == Reader.NO_ID ? NONE : of(in.array(), offset);
        }

        public boolean isNone() {
          return (high | low) == 0;
        }

        public Bytes toBytes() {
          return Ids.encode(high, low);
        }

        @Override
        public int compareTo($Id other) {
          int order = Long.compareUnsigned(high, other.high);
          return order != 0 ? order : Long.compareUnsigned(low, other.low);
        }

        /// 32 hexadecimal digits in lower case.
        @Override
        public String toString() {
          return Ids.format(high, low);
        }
      }
      """;
}
