/// The devices of the own account: which there are, and bringing each into all conversations.
///
/// | key | value |
/// |---|---|
/// | `own/<device>` | [OwnDevice] |
/// | `own-settled/<conversation>` | the number of the set of devices that are all in its group |
/// | `own-set` | the number of the set of devices |
/// | `own-host/<device>` | nothing: this device has let it in, and brings it into conversations at
// once |
@NullMarked
package dev.godwit.device.own;

import org.jspecify.annotations.NullMarked;
