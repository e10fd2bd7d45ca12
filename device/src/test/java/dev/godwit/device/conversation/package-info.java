@NullMarked
package dev.godwit.device.conversation;

import org.jspecify.annotations.NullMarked;
