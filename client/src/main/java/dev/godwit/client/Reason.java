package dev.godwit.client;

import dev.godwit.wire.ErrorCode;

/// Why something could not be done.
public sealed interface Reason {

  /// The name that scripts go by; it does not change between versions.
  String code();

  /// The node's catalogue says it; what was asked did not happen.
  ///
  /// @param retryAfterMillis when the node would like to be asked again, 0 when it did not say
  record Refused(ErrorCode error, long retryAfterMillis) implements Reason {
    @Override
    public String code() {
      return error.name();
    }
  }

  /// This side found it.
  enum Local implements Reason {
    /// No answer from the node; what was asked may have happened.
    NODE_UNREACHABLE,
    /// The node answered in a way that this client cannot read.
    NODE_NOT_UNDERSTOOD,
    /// What was awaited did not come in time; it may still come.
    TIMED_OUT,
    /// The folder holds no registered device.
    NOT_REGISTERED,
    /// The folder holds a device already.
    ALREADY_REGISTERED,
    /// Another process has the folder and does not answer.
    HOME_IN_USE,
    /// The folder was written by a newer Godwit.
    HOME_NEWER,
    /// Key file or passphrase do not open the store.
    HOME_LOCKED,
    /// The store is damaged.
    HOME_DAMAGED,
    /// The folder cannot be read or written, or the disk is full.
    HOME_UNUSABLE,
    /// There is no such handle or conversation here.
    UNKNOWN_CONVERSATION,
    /// The message is empty or longer than a conversation takes.
    TEXT_INVALID,
    /// Somebody shows another identity than the one that was compared with them.
    IDENTITY_CHANGED,
    /// What was typed is no code of a new device.
    CODE_INVALID,
    /// The device was closed while it was asked.
    CLOSED,
    /// The node has ended the session for good: another session of this device took over.
    SESSION_ENDED;

    @Override
    public String code() {
      return name();
    }
  }
}
