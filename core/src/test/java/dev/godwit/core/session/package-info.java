@NullMarked
package dev.godwit.core.session;

import org.jspecify.annotations.NullMarked;
