/// Tests of what a device knows of the others of its account.
@NullMarked
package dev.godwit.device.own;

import org.jspecify.annotations.NullMarked;
