@NullMarked
package dev.godwit.cli.text;

import org.jspecify.annotations.NullMarked;
