package dev.godwit.wire;

/// The numbers that both sides keep to. A node may be configured lower where PROTOCOL says so; it
/// never takes more.
public final class Limits {
  /// The version that this code speaks.
  public static final int PROTOCOL_VERSION = 1;

  /// The oldest version that a node of this code takes.
  public static final int PROTOCOL_VERSION_MIN = 1;

  /// The payload of an application entry.
  public static final int ENTRY_BYTES_MAX = 65_536;

  /// An encoded Commit with its welcome, group info and ratchet tree: enough for a tree of
  /// [#GROUP_DEVICES_MAX] leaves with everything that may come with it.
  public static final int COMMIT_BYTES_MAX = 2_097_152;

  /// One WebSocket message: the largest Commit, or the Entry made of it, and what stands around it.
  public static final int FRAME_BYTES_MAX = COMMIT_BYTES_MAX + 1_024;

  /// Members of one conversation.
  public static final int GROUP_MEMBERS_MAX = 1_024;

  /// Devices of all members of one conversation, with those that departed and are still in the
  /// group's keys: the leaves of its tree.
  public static final int GROUP_DEVICES_MAX = 2_048;

  /// Owners and admins of one conversation.
  public static final int GROUP_ADMINS_MAX = 64;

  /// Invitation links of one conversation that are neither revoked nor expired.
  public static final int LINKS_PER_CONVERSATION_MAX = 16;

  /// The longest life of an invitation link: 90 days.
  public static final long LINK_MILLIS_MAX = 90L * 24 * 60 * 60 * 1_000;

  /// How often one invitation link may be used.
  public static final int LINK_USES_MAX = 10_000;

  /// What an invitation link shows to those who may join, encrypted.
  public static final int LINK_PREVIEW_BYTES_MAX = 1_024;

  /// Accounts that wait to be let into one conversation.
  public static final int JOIN_REQUESTS_MAX = 1_024;

  /// Accounts in one claim of key packages.
  public static final int CLAIMED_ACCOUNTS_MAX = 1_024;

  /// Devices of one account that are not revoked.
  public static final int DEVICES_PER_ACCOUNT_MAX = 10;

  /// Entries sent to a session and not yet acknowledged, the account's log included.
  public static final int SESSION_WINDOW_ENTRIES_MAX = 256;

  /// How often a device says that it is alive.
  public static final int HEARTBEAT_MILLIS = 5_000;

  /// A session without a frame from its device for so long is closed.
  public static final int SILENT_MILLIS_MAX = 15_000;

  /// Who typed is forgotten when it is not said again for so long.
  public static final int TYPING_MILLIS_MAX = 6_000;

  /// An entry is kept for so long: 30 days.
  public static final long RETENTION_MILLIS = 30L * 24 * 60 * 60 * 1_000;

  /// Conversations in one Hello.
  public static final int HELLO_POSITIONS_MAX = 4_096;

  /// Accounts in one Watch.
  public static final int WATCHED_ACCOUNTS_MAX = 256;

  /// The opaque data that a client may put beside a message it sends over REST.
  public static final int CLIENT_META_DATA_BYTES_MAX = 1_024;

  /// The shortest handle.
  public static final int HANDLE_CHARACTERS_MIN = 3;

  /// The longest handle.
  public static final int HANDLE_CHARACTERS_MAX = 32;

  /// The shortest password.
  public static final int PASSWORD_CHARACTERS_MIN = 8;

  /// The longest password.
  public static final int PASSWORD_CHARACTERS_MAX = 256;

  /// Key packages of one device that a node keeps.
  public static final int KEY_PACKAGES_PER_DEVICE_MAX = 100;

  /// Entries in one page of a conversation over REST.
  public static final int PAGE_ENTRIES_MAX = 200;

  private Limits() {}
}
