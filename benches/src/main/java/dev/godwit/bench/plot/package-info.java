/// Pictures of saved measurements, as SVG.
@NullMarked
package dev.godwit.bench.plot;

import org.jspecify.annotations.NullMarked;
