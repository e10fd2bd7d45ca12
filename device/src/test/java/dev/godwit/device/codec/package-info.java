/// Tests of the records' encoding.
@NullMarked
package dev.godwit.device.codec;

import org.jspecify.annotations.NullMarked;
