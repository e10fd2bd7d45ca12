/// A real node for tests of client and cli.
@NullMarked
package dev.godwit.client.testing;

import org.jspecify.annotations.NullMarked;
