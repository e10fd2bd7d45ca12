/// Encrypted blobs that pass through the node: what it keeps for a while and cannot read.
@NullMarked
package dev.godwit.core.media;

import org.jspecify.annotations.NullMarked;
