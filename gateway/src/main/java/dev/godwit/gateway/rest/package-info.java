/// The REST interface: one table of routes from which dispatch, validation, the OpenAPI document
/// and the page for people are made.
@NullMarked
package dev.godwit.gateway.rest;

import org.jspecify.annotations.NullMarked;
