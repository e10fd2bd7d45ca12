/// How the device writes its own records and its messages: numbers in base 128, runs with their
/// length before them.
@NullMarked
package dev.godwit.device.codec;

import org.jspecify.annotations.NullMarked;
