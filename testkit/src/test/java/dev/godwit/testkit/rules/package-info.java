/// Rules of the node that take a worker, its store and sessions to show.
@NullMarked
package dev.godwit.testkit.rules;

import org.jspecify.annotations.NullMarked;
