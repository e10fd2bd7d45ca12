/// Whole nodes on engines in memory, talked to over real sockets.
@NullMarked
package dev.godwit.node;

import org.jspecify.annotations.NullMarked;
