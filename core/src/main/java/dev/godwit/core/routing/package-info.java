/// Workers: each owns a share of the conversations and accounts and runs their machines.
@NullMarked
package dev.godwit.core.routing;

import org.jspecify.annotations.NullMarked;
