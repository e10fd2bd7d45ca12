/// Devices against a tiny node that follows the protocol, in memory and in one thread.
@NullMarked
package dev.godwit.device;

import org.jspecify.annotations.NullMarked;
