/// The web client as the node serves it: files of the release, from memory, under a strict policy.
@NullMarked
package dev.godwit.gateway.site;

import org.jspecify.annotations.NullMarked;
