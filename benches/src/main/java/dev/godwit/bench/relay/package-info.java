/// A relay that only passes frames on: the floor of what the same work costs without order, store
/// and rights.
@NullMarked
package dev.godwit.bench.relay;

import org.jspecify.annotations.NullMarked;
