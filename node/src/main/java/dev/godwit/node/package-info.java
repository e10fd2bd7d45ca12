/// The node: the one place that puts engines, workers and gateway together and runs them.
@NullMarked
package dev.godwit.node;

import org.jspecify.annotations.NullMarked;
