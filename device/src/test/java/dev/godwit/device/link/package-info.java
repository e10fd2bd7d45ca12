@NullMarked
package dev.godwit.device.link;

import org.jspecify.annotations.NullMarked;
