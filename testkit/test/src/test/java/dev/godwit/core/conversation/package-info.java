/// What the simulation's mutations put in place of a conversation's own code.
@NullMarked
package dev.godwit.core.conversation;

import org.jspecify.annotations.NullMarked;
