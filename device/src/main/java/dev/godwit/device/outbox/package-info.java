/// Messages on their way to the node: kept until the node has them, sent one after the other.
///
/// | key | value |
/// |---|---|
/// | `outbox/<conversation>/<order>` | [Waiting], until it is sent or has failed |
/// | `outbox-order` | the order of the newest message, grows for ever |
@NullMarked
package dev.godwit.device.outbox;

import org.jspecify.annotations.NullMarked;
