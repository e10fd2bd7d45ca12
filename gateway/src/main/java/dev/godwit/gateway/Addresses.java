package dev.godwit.gateway;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Who is connected from where. Safe for several threads.
final class Addresses {
  /// The part of an IPv6 address that one customer gets.
  private static final int NETWORK_BYTES = 8;

  private final ConnectionLimits limits;
  private final AtomicInteger all = new AtomicInteger();
  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

  Addresses(ConnectionLimits limits) {
    this.limits = limits;
  }

  /// What became of a new connection.
  enum Admission {
    WELCOME,
    /// There are too many; it gets an error and is closed.
    EXCESS,
    /// There are so many that it is closed without an answer.
    REFUSED
  }

  /// Counts a connection in; each is counted out by [#leave].
  Admission enter(String address) {
    int total = all.incrementAndGet();
    int same = address.isEmpty() ? 0 : byAddress.merge(address, 1, Integer::sum);
    if (total > limits.connectionsMax() || same > 2 * limits.perAddressMax()) {
      return Admission.REFUSED;
    }
    return same > limits.perAddressMax() ? Admission.EXCESS : Admission.WELCOME;
  }

  void leave(String address) {
    all.decrementAndGet();
    if (!address.isEmpty()) {
      byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  int count() {
    return all.get();
  }

  /// The address by which a peer is limited, empty when it is not.
  String of(SocketAddress peer) {
    if (!(peer instanceof InetSocketAddress socket) || socket.getAddress() == null) {
      return "";
    }
    InetAddress address = socket.getAddress();
    return address.isLoopbackAddress() && !limits.loopbackLimited() ? "" : text(address);
  }

  private static String text(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
        : HexFormat.of().formatHex(bytes);
  }
}
