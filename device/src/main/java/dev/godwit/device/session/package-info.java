/// The connection as the device sees it: its time, its state, its calls, and when to try again.
@NullMarked
package dev.godwit.device.session;

import org.jspecify.annotations.NullMarked;
