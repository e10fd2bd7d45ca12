/// The tests of mls that run in the compiled form, reached from inside their own package.
@NullMarked
package dev.godwit.mls;

import org.jspecify.annotations.NullMarked;
