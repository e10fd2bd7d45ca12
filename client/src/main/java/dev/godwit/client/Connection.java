package dev.godwit.client;

/// How a device stands to its node.
///
/// @param sentence why, for a person; empty where there is nothing to say
/// @param code why, for a script: as in [GodwitException]; empty where there is nothing to say
public record Connection(State state, String code, String sentence) {
  /// What is so before anything was tried.
  public static final Connection NONE = new Connection(State.NONE, "", "");

  /// The states that it goes through.
  public enum State {
    /// Nobody asked for a connection.
    NONE,
    CONNECTING,
    /// Connected; what happened meanwhile is coming in.
    CATCHING_UP,
    /// Connected, and up to date.
    ONLINE,
    /// The last attempt failed; the next follows by itself.
    OFFLINE,
    /// The node does not want this device any more; nothing follows by itself.
    ENDED
  }

  static Connection of(State state) {
    return new Connection(state, "", "");
  }

  static Connection of(State state, GodwitException why) {
    return new Connection(state, why.reason().code(), why.sentence());
  }
}
