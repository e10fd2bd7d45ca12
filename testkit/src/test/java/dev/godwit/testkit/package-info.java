@NullMarked
package dev.godwit.testkit;

import org.jspecify.annotations.NullMarked;
