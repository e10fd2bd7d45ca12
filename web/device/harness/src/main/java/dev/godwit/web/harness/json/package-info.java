/// As much of Jackson's tree as mls' tests use, on JavaScript's own values.
@NullMarked
package dev.godwit.web.harness.json;

import org.jspecify.annotations.NullMarked;
