/// What the simulation's mutations put in place of a session's own code.
@NullMarked
package dev.godwit.core.session;

import org.jspecify.annotations.NullMarked;
