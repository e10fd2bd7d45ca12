package dev.godwit.bench.mls;

/// What of a large group goes over the network and stays in memory, in bytes.
///
/// @param commitFresh the commit of [Steps#updateFresh]
/// @param commitFilled the commit of [Steps#updateFilled]
/// @param ciphertext the message for a text of 160 bytes
/// @param group a member's whole state, with its past epochs, once the tree is filled
public record Sizes(double commitFresh, double commitFilled, double ciphertext, double group) {}
