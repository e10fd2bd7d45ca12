package dev.godwit.bench.peer;

import io.netty.channel.Channel;

/// How one user speaks with a server: the protocol's words for the few things that a user does.
/// What the server says, it tells the [User]. To be used on the loop's thread only.
public interface Line {

  /// Puts the protocol's handlers into a new connection, which signs in by itself.
  void open(Channel channel);

  /// Sends a message to user number `to`; it leaves with the next [#flush].
  void send(int to, int number);

  /// Tells user number `to` that its message arrived; leaves with the next [#flush].
  void confirm(int to, int number);

  void flush();

  void close();
}
