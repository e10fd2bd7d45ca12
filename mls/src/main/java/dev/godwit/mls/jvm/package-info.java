/// MLS's cryptography on the JVM: Bouncy Castle's lightweight API for the curves, the JDK for the
/// rest.
@NullMarked
package dev.godwit.mls.jvm;

import org.jspecify.annotations.NullMarked;
