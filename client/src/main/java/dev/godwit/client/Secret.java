package dev.godwit.client;

import java.util.Arrays;

/// What opens a home.
public sealed interface Secret {

  /// A random key in the home itself, in a file that only its owner may read.
  record KeyFile() implements Secret {}

  /// A passphrase that only the person knows; the store's key is derived from it (Argon2id).
  final class Passphrase implements Secret {
    private final char[] characters;

    public Passphrase(char... characters) {
      this.characters = characters.clone();
    }

    char[] characters() {
      return characters;
    }

    /// Overwrites the passphrase in memory.
    public void erase() {
      Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
      return "Passphrase";
    }
  }
}
