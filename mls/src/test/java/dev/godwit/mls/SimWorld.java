package dev.godwit.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// One group with its delivery service and its devices, all decided by a seed.
final class SimWorld {
  static final long NOW = 1_800_000_000;
  static final Bytes GROUP_ID =
      Bytes.of("a group of a simulated world".getBytes(StandardCharsets.US_ASCII));

  enum Kind {
    COMMIT,
    PROPOSAL,
    APPLICATION
  }

  /// An accepted message.
  record Entry(
      int index, Kind kind, long epoch, SimDevice sender, Bytes message, Set<Integer> members) {}

  final Random random;
  final CipherSuite suite;
  final Crypto crypto;
  final List<Entry> log = new ArrayList<>();
  final List<SimDevice> devices = new ArrayList<>();
  final Map<Bytes, Bytes> psks = new HashMap<>();

  /// By the epoch that the log has reached.
  final Map<Long, Bytes> authenticators = new HashMap<>();

  /// Who is in the group now, by number of device.
  final TreeSet<Integer> members = new TreeSet<>();

  long epoch;
  Bytes groupInfo = Bytes.EMPTY;
  Bytes ratchetTree = Bytes.EMPTY;
  int epochs;
  int read;

  SimWorld(long seed) {
    random = new Random(seed);
    CipherSuite[] suites = CipherSuite.values();
    suite =
        random.nextInt(8) == 0
            ? suites[random.nextInt(suites.length)]
            : CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519;
    crypto = new SharedVerification(new JvmCrypto(random));
    psks.put(Bytes.of((byte) 1), Bytes.of(crypto.random(32)));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  Optional<Bytes> psk(Bytes id) {
    return Optional.ofNullable(psks.get(id));
  }

  SimDevice newDevice() {
    SimDevice device = new SimDevice(this, devices.size());
    devices.add(device);
    return device;
  }

  List<SimDevice> inGroup() {
    return devices.stream().filter(SimDevice::isMember).toList();
  }

  /// The delivery service's rule: a commit or proposal for the epoch of the log only, application
  /// data for that and the two before.
  boolean offer(Kind kind, long messageEpoch, SimDevice sender, byte[] message) {
    boolean fits =
        kind == Kind.APPLICATION
            ? messageEpoch >= epoch - 2 && messageEpoch <= epoch
            : messageEpoch == epoch;
    if (!fits) {
      return false;
    }
    log.add(
        new Entry(
            log.size(), kind, messageEpoch, sender, Bytes.of(message), new TreeSet<>(members)));
    if (kind == Kind.COMMIT) {
      epoch++;
      epochs++;
    }
    return true;
  }

  void publish(byte[] info, byte[] tree) {
    groupInfo = Bytes.of(info);
    ratchetTree = Bytes.of(tree);
  }

  /// All who arrive in an epoch agree on it.
  void arrived(SimDevice device, long at, Bytes authenticator) {
    Bytes first = authenticators.putIfAbsent(at, authenticator);
    if (first != null) {
      assertEquals(first, authenticator, () -> device + " disagrees in epoch " + at);
    }
  }
}
