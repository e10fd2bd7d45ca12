/// What the compiled device shows to JavaScript.
@NullMarked
package dev.godwit.web.facade;

import org.jspecify.annotations.NullMarked;
