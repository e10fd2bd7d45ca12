/// The table of routes and what is made of it.
@NullMarked
package dev.godwit.gateway.rest;

import org.jspecify.annotations.NullMarked;
