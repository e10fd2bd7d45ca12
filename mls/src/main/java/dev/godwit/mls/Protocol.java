package dev.godwit.mls;

/// The numbers of RFC 9420 §6 and §17 that are only of use on the wire.
final class Protocol {
  static final int MLS10 = 1;

  static final int PUBLIC_MESSAGE = 1;
  static final int PRIVATE_MESSAGE = 2;
  static final int WELCOME = 3;
  static final int GROUP_INFO = 4;
  static final int KEY_PACKAGE = 5;

  static final int APPLICATION = 1;
  static final int PROPOSAL = 2;
  static final int COMMIT = 3;

  private Protocol() {}
}
