@NullMarked
package dev.godwit.engines.files;

import org.jspecify.annotations.NullMarked;
