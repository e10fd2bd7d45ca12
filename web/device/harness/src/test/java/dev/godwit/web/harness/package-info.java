@NullMarked
package dev.godwit.web.harness;

import org.jspecify.annotations.NullMarked;
