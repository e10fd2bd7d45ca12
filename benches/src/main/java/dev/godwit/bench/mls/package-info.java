/// What large encrypted groups cost a device, against the bare primitives.
@NullMarked
package dev.godwit.bench.mls;

import org.jspecify.annotations.NullMarked;
