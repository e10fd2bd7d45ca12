/// Things that go wrong with a real node, one after the other: what each does to messages, and how
/// long until everybody is back.
@NullMarked
package dev.godwit.bench.fault;

import org.jspecify.annotations.NullMarked;
