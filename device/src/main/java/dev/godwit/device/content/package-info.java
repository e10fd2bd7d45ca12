/// What people say to each other, inside the encryption: its kinds and its encoding.
@NullMarked
package dev.godwit.device.content;

import org.jspecify.annotations.NullMarked;
