/// Tests of whom a device knows.
@NullMarked
package dev.godwit.device.trust;

import org.jspecify.annotations.NullMarked;
