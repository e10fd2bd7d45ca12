/// The edge of a node: REST and WebSocket on one port, TLS, limits, drain.
@NullMarked
package dev.godwit.gateway;

import org.jspecify.annotations.NullMarked;
