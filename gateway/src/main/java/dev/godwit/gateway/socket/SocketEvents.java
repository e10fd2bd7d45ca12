package dev.godwit.gateway.socket;

/// Who counts the sockets. Called on event loops.
interface SocketEvents {
  void opened(Link link);

  void closed(Link link);

  /// A socket was given up because its device took nothing.
  void overflowed();
}
