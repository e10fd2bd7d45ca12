/// Presence: who is told that an account is online, or when it was seen last.
@NullMarked
package dev.godwit.core.presence;

import org.jspecify.annotations.NullMarked;
