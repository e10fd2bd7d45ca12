/// Many devices in one process, each speaking the real protocol with opaque bytes as ciphertext.
///
/// All devices live on one event loop thread, so nothing here is synchronized; other threads ask
// the
/// loop ([dev.godwit.bench.fleet.Loop#call]). What is claimed in the end is counted by
/// [dev.godwit.bench.fleet.DeliveryCheck].
@NullMarked
package dev.godwit.bench.fleet;

import org.jspecify.annotations.NullMarked;
