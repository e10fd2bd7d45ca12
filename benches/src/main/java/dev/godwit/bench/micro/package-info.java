/// Micro benchmarks of what is done for every message, run by JMH behind `./bench micro`.
@NullMarked
package dev.godwit.bench.micro;

import org.jspecify.annotations.NullMarked;
