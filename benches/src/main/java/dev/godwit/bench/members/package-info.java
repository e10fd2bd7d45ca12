/// The members of a large group with real devices: the machine of `device` with its MLS groups over
/// real sockets, all in this process, their stores in memory.
@NullMarked
package dev.godwit.bench.members;

import org.jspecify.annotations.NullMarked;
