/// RFC 9420, the Messaging Layer Security protocol.
@NullMarked
package dev.godwit.mls;

import org.jspecify.annotations.NullMarked;
