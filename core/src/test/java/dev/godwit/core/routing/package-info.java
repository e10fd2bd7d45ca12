@NullMarked
package dev.godwit.core.routing;

import org.jspecify.annotations.NullMarked;
