package dev.godwit.core.account;

/// How much work one password hash is (RFC 9106).
///
/// @param memoryKib memory that one hashing takes, KiB
/// @param passes times it goes over the memory
/// @param lanes parts that could be computed in parallel
public record Argon2Cost(int memoryKib, int passes, int lanes) {
  /// What OWASP recommends as the least for servers.
  public static final Argon2Cost DEFAULT = new Argon2Cost(19_456, 2, 1);

  /// The largest that is accepted from a stored hash, so that a damaged one cannot take the memory.
  private static final int MEMORY_KIB_MAX = 1_048_576;

  private static final int PASSES_MAX = 64;
  private static final int LANES_MAX = 64;

  public Argon2Cost {
    if (lanes < 1 || lanes > LANES_MAX || passes < 1 || passes > PASSES_MAX) {
      throw new IllegalArgumentException("Argon2 passes and lanes are 1 to 64");
    }
    if (memoryKib < 8 * lanes || memoryKib > MEMORY_KIB_MAX) {
      throw new IllegalArgumentException("Argon2 memory is 8 KiB per lane to 1 GiB");
    }
  }
}
