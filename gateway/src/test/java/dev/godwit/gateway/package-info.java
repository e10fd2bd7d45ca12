/// A gateway by itself, over real sockets.
@NullMarked
package dev.godwit.gateway;

import org.jspecify.annotations.NullMarked;
