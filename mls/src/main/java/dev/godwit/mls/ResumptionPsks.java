package dev.godwit.mls;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The resumption PSKs of the latest epochs (RFC 9420 §8.6).
final class ResumptionPsks {
  private final Map<Long, byte[]> keys = new TreeMap<>(Long::compareUnsigned);

  void add(long epoch, byte[] key, int epochsMax) {
    keys.put(epoch, key);
    Iterator<Long> oldestFirst = keys.keySet().iterator();
    for (int over = keys.size() - epochsMax; over > 0; over--) {
      oldestFirst.next();
      oldestFirst.remove();
    }
  }

  Optional<Bytes> find(long epoch) {
    return Optional.ofNullable(keys.get(epoch)).map(Bytes::of);
  }

  void write(Writer out) {
    int vector = out.begin();
    keys.forEach((epoch, key) -> out.uint64(epoch).vector(key));
    out.end(vector);
  }

  static ResumptionPsks read(Reader in) {
    ResumptionPsks psks = new ResumptionPsks();
    Reader entries = in.sub();
    while (entries.hasMore()) {
      psks.keys.put(entries.uint64(), entries.vector());
    }
    return psks;
  }
}
