/// The command `./bench`: its sub-commands, and what they say in the end.
@NullMarked
package dev.godwit.bench;

import org.jspecify.annotations.NullMarked;
