package dev.godwit.engines.rocksdb;

import java.nio.charset.StandardCharsets;

/// The column families; the package's page draws what each holds.
enum Column {
  META("default"),
  ENTRIES("entries"),
  ATTACHMENTS("attachments"),
  HEADS("heads"),
  SNAPSHOTS("snapshots"),
  OLDEST("oldest"),
  INTENTS("intents"),
  CURSORS("cursors"),
  LAST_SEEN("last-seen"),
  ACCOUNTS("accounts"),
  SIGN_INS("sign-ins"),
  KEY_PACKAGES("key-packages");

  private final String label;

  Column(String label) {
    this.label = label;
  }

  byte[] nameBytes() {
    return label.getBytes(StandardCharsets.UTF_8);
  }
}
