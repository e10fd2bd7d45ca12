/// The node under measurement, as a process of its own, and what it uses of the machine.
@NullMarked
package dev.godwit.bench.server;

import org.jspecify.annotations.NullMarked;
