@NullMarked
package dev.godwit.core.conversation;

import org.jspecify.annotations.NullMarked;
