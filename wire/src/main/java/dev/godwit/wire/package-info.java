/// What both sides of a connection say: frames, ids, errors.
@NullMarked
package dev.godwit.wire;

import org.jspecify.annotations.NullMarked;
