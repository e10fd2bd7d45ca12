/// The cryptography that MLS stands on: cipher suites, the one interface that gives their
/// primitives, and HPKE (RFC 9180) built on it.
///
/// Byte arrays that come in are never kept or changed; those that go out are fresh and belong to
/// the caller.
@NullMarked
package dev.godwit.mls.crypto;

import org.jspecify.annotations.NullMarked;
