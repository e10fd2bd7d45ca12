/// The WebSocket: its upgrade, its frames in both directions, and what a slow or broken device may
/// cost.
@NullMarked
package dev.godwit.gateway.socket;

import org.jspecify.annotations.NullMarked;
