/// Runs mls in its compiled form: the JVM's tests of vectors, members for groups that span both
/// forms, and measurements. Only for tests, no part of the product.
@NullMarked
package dev.godwit.web.harness;

import org.jspecify.annotations.NullMarked;
