/// Tests of the web client as the node serves it.
@NullMarked
package dev.godwit.gateway.site;

import org.jspecify.annotations.NullMarked;
