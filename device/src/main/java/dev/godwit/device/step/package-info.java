/// What goes into a device and comes out of it, besides frames: its store, its calls, its events,
/// its rows of history.
///
/// [dev.godwit.device.step.Step] is the one thing that comes out; [dev.godwit.device.step.Draft] is
/// where the device's machines write it.
@NullMarked
package dev.godwit.device.step;

import org.jspecify.annotations.NullMarked;
