package dev.godwit.core.log;

/// Where a log ended when a generation of the store began, by a restore from a backup. Whoever was
/// told of an earlier generation may have entries beyond that which are not in the log.
///
/// @param generation of the restored store, larger than all before
/// @param head sequence of the log's last entry then
public record Cut(long generation, long head) {
  /// Cuts of one log that are kept; the oldest go.
  public static final int CUTS_MAX = 16;
}
