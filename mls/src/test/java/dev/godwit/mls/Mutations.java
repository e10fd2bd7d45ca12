package dev.godwit.mls;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Small damages to bytes, as a fuzzer without feedback does them.
final class Mutations {
  private static final int[] INTERESTING = {0x00, 0x01, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xff};

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  byte[] of(List<byte[]> seeds) {
    byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      bytes = once(bytes, seeds);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes, List<byte[]> seeds) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) INTERESTING[random.nextInt(INTERESTING.length)];
      case 2 -> bytes[at] += (byte) (random.nextInt(9) - 4);
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        return spliced(bytes, at, new byte[1 + random.nextInt(4)]);
      }
      case 5 -> {
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int from = random.nextInt(other.length + 1);
        int to = Math.min(other.length, from + random.nextInt(64));
        return spliced(bytes, at, Arrays.copyOfRange(other, from, to));
      }
      default -> {
        int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - at));
        System.arraycopy(bytes, to, shorter, at, bytes.length - to);
        return shorter;
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int at, byte[] inserted) {
    byte[] longer = new byte[bytes.length + inserted.length];
    System.arraycopy(bytes, 0, longer, 0, at);
    System.arraycopy(inserted, 0, longer, at, inserted.length);
    System.arraycopy(bytes, at, longer, at + inserted.length, bytes.length - at);
    return longer;
  }
}
