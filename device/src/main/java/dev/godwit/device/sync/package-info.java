/// Keeping up with the logs: what comes from the node, in order and once, and what it is told.
///
/// | key | value |
/// |---|---|
/// | `account-position` | the last entry of the account's log that was followed |
/// | `parked/<conversation>/<sequence>` | an entry that waits until the group is joined |
@NullMarked
package dev.godwit.device.sync;

import org.jspecify.annotations.NullMarked;
