/// The simulated world: nodes and devices together, in virtual time, from one seed.
///
/// A [Simulation] builds a [World] (clock, event queue, randomness, trace), a [SimNode] with the
/// real workers over logs in memory, and devices that are connected by a [Connection] each. The
/// [Weather] lets things go wrong; the [Judge] holds what everybody sees against what is durable.
/// The same seed gives the same trace. A failure names its seed and the command that repeats it.
@NullMarked
package dev.godwit.testkit.sim;

import org.jspecify.annotations.NullMarked;
