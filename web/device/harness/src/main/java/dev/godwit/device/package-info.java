/// The tests of device that run in the compiled form, reached from inside their own package.
@NullMarked
package dev.godwit.device;

import org.jspecify.annotations.NullMarked;
