package dev.godwit.mls;

/// How a client uses what RFC 9420 leaves to it. [#DEFAULT] is Godwit's own choice.
///
/// @param handshakes how own proposals and commits are framed; both kinds are always understood
/// @param treeInWelcome whether welcomes and group infos carry the ratchet tree
/// @param paddingBytes encrypted content is filled up to a multiple of this; 1 for none
/// @param retention how long which secrets are kept
/// @param lifetimes which lifetimes of leaf nodes are checked
/// @param support types beyond the RFC's own that the application handles
/// @param grease whether reserved values are sprinkled into what must be ignored (§13.5)
public record Settings(
    Handshakes handshakes,
    boolean treeInWelcome,
    int paddingBytes,
    Retention retention,
    Lifetimes lifetimes,
    Support support,
    boolean grease) {
  /// How proposals and commits are framed (§6).
  public enum Handshakes {
    /// Signed only: a delivery service can read them.
    PUBLIC,
    /// Signed and encrypted.
    PRIVATE
  }

  /// How long secrets are kept beyond their first use (§9.2, §8.6).
  ///
  /// @param pastEpochsMax epochs before the current one whose late messages can be read
  /// @param resumptionEpochsMax epochs, the current one too, whose resumption PSK is known
  /// @param forwardGenerationsMax steps that one message may advance a sender's ratchet
  /// @param skippedKeysMax keys of messages that have not come yet, per ratchet; the oldest go
  public record Retention(
      int pastEpochsMax, int resumptionEpochsMax, int forwardGenerationsMax, int skippedKeysMax) {
    public static final Retention DEFAULT = new Retention(3, 4, 1024, 32);
  }

  /// Which leaf nodes' lifetimes are held against the time (§7.3).
  ///
  /// @param checked which leaf nodes
  /// @param secondsMax the longest lifetime that is accepted (§7.2)
  public record Lifetimes(Checked checked, long secondsMax) {
    /// Those of added members, whose key packages are at most a year long.
    public static final Lifetimes DEFAULT = new Lifetimes(Checked.ADDED, 366L * 24 * 3600 + 3600);

    public enum Checked {
      /// None that are received; one's own adds are checked always.
      OWN_ADDS,
      /// Also those of members that others add.
      ADDED,
      /// Also those found in the tree when joining: nobody can then join a group with an idle
      /// member.
      ALL
    }
  }

  public static final Settings DEFAULT =
      new Settings(
          Handshakes.PUBLIC, false, 1, Retention.DEFAULT, Lifetimes.DEFAULT, Support.BASIC, true);

  public Settings {
    if (paddingBytes < 1) {
      throw new IllegalArgumentException("content is padded to a multiple of 1 or more bytes");
    }
  }

  public Settings withHandshakes(Handshakes other) {
    return new Settings(other, treeInWelcome, paddingBytes, retention, lifetimes, support, grease);
  }

  public Settings withTreeInWelcome(boolean other) {
    return new Settings(handshakes, other, paddingBytes, retention, lifetimes, support, grease);
  }

  public Settings withPaddingBytes(int other) {
    return new Settings(handshakes, treeInWelcome, other, retention, lifetimes, support, grease);
  }

  public Settings withRetention(Retention other) {
    return new Settings(handshakes, treeInWelcome, paddingBytes, other, lifetimes, support, grease);
  }

  public Settings withLifetimes(Lifetimes other) {
    return new Settings(handshakes, treeInWelcome, paddingBytes, retention, other, support, grease);
  }

  public Settings withSupport(Support other) {
    return new Settings(
        handshakes, treeInWelcome, paddingBytes, retention, lifetimes, other, grease);
  }

  public Settings withGrease(boolean other) {
    return new Settings(
        handshakes, treeInWelcome, paddingBytes, retention, lifetimes, support, other);
  }
}
