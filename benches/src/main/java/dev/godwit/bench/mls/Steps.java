package dev.godwit.bench.mls;

/// Nanoseconds of each step in the life of a large group, as measured or as they are at best.
///
/// @param create the group is made and all others are added by one commit, from their published
/// key packages
/// @param join a member joins by its welcome
/// @param updateFresh a commit that renews the keys of the founder, when nobody else has done so
/// yet
/// @param followFresh the founder's neighbour takes it
/// @param updateFilled the same when everybody has renewed its keys: no node of the tree is blank
/// @param followFilled the neighbour takes that
/// @param pair a message of 160 bytes, encrypted by one and decrypted by another
public record Steps(
    double create,
    double join,
    double updateFresh,
    double followFresh,
    double updateFilled,
    double followFilled,
    double pair) {
  /// What a group of so many members takes when nothing counts but the primitives that RFC 9420
  /// asks for: docs/bench/README.md says which these are.
  public static Steps atBest(int members, PrimitiveFloor primitives) {
    double seal = 1e9 / primitives.encapsulations();
    double open = 1e9 / primitives.decapsulations();
    double derive = 1e9 / primitives.derivations();
    double sign = 1e9 / primitives.signatures();
    double check = 1e9 / primitives.verifications();
    double checkNew = 1e9 / primitives.newVerifications();
    double hash = 1e9 / primitives.hashes();
    int others = members - 1;
    int levels = levels(members);
    double renew = (levels + 1) * derive + 2 * sign + 2 * levels * hash;
    double follow = open + levels * derive + 2 * check + 2 * levels * hash;
    return new Steps(
        others * (2 * checkNew + seal) + 3 * sign + 3 * members * hash,
        members * checkNew + check + open + 2 * members * hash,
        others * seal + renew,
        follow,
        levels * seal + renew,
        follow,
        sign + check);
  }

  /// The number of nodes above each leaf.
  static int levels(int members) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(members - 1);
  }
}
