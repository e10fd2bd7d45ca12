/// People with real devices: the SDK with its encrypted store and its MLS groups, in this process.
@NullMarked
package dev.godwit.bench.persons;

import org.jspecify.annotations.NullMarked;
