@NullMarked
package dev.godwit.testkit.sim;

import org.jspecify.annotations.NullMarked;
