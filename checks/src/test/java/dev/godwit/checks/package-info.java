/// Rules of the house that no compiler checks: who may depend on whom, and tidiness of the files.
@NullMarked
package dev.godwit.checks;

import org.jspecify.annotations.NullMarked;
