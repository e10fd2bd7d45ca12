/// The history on its way from an old device to a new one (PROTOCOL: linking a device): in parts,
/// each sealed by itself, in the order of their numbers.
@NullMarked
package dev.godwit.device.archive;

import org.jspecify.annotations.NullMarked;
