@NullMarked
package dev.godwit.cli.serve;

import org.jspecify.annotations.NullMarked;
