/// Tests of what people say to each other.
@NullMarked
package dev.godwit.device.content;

import org.jspecify.annotations.NullMarked;
