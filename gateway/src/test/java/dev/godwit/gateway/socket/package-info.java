/// The table of routes and what is made of it.
@NullMarked
package dev.godwit.gateway.socket;

import org.jspecify.annotations.NullMarked;
