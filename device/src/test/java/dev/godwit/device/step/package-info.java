/// What tests put in the place of a store.
@NullMarked
package dev.godwit.device.step;

import org.jspecify.annotations.NullMarked;
