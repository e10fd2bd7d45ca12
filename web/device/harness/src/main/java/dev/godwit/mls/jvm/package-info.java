/// Stands in for the JVM's cryptography in the compiled form.
@NullMarked
package dev.godwit.mls.jvm;

import org.jspecify.annotations.NullMarked;
