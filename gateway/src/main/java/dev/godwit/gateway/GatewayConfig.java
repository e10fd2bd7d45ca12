package dev.godwit.gateway;

import dev.godwit.gateway.rest.RestLimits;
import dev.godwit.gateway.socket.SocketLimits;
import java.nio.file.Path;
import java.util.Optional;

/// How a gateway listens and what it takes.
///
/// @param address to listen on, `0.0.0.0` for all
/// @param port 0: any free one
/// @param tls empty: plain text
/// @param eventLoops threads that serve the connections
public record GatewayConfig(
    String address,
    int port,
    Optional<Tls> tls,
    int eventLoops,
    ConnectionLimits connections,
    RestLimits rest,
    SocketLimits sockets) {

  /// Certificate chain and private key (PKCS #8), both PEM files.
  public record Tls(Path certificate, Path key) {}
}
