/// Tests of the device's time and patience.
@NullMarked
package dev.godwit.device.session;

import org.jspecify.annotations.NullMarked;
