/// Other servers doing the work of a node: fetched from Debian, run from a temporary folder, and
/// put under the same load by clients that speak their protocols.
@NullMarked
package dev.godwit.bench.peer;

import org.jspecify.annotations.NullMarked;
