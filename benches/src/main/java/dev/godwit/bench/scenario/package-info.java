/// The measurements: each sub-command of `./bench` is one class here.
@NullMarked
package dev.godwit.bench.scenario;

import org.jspecify.annotations.NullMarked;
