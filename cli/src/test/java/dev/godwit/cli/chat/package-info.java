@NullMarked
package dev.godwit.cli.chat;

import org.jspecify.annotations.NullMarked;
