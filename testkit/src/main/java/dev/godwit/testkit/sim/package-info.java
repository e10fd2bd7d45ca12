/// The simulated world: nodes and devices together, in virtual time, from one seed.
///
/// A [Simulation] builds a [World] (clock, event queue, randomness, trace), [Nodes] with the real
/// workers over logs in memory, and devices that are connected by a [Connection] each. The
/// [Weather] lets things go wrong. What became durable is in the [Ledger]; the [Door] holds each
/// frame that leaves a node against it, the [Judge] what devices see. The same seed gives the same
/// trace. A failure is made smaller by the [Reducer] and names the command that repeats it.
@NullMarked
package dev.godwit.testkit.sim;

import org.jspecify.annotations.NullMarked;
