/// Sessions: live connections of devices, and catch-up from the logs for whoever was away.
///
/// [AccountHome] is the machine of one account: its log, which conversations it may read, where
/// these stand, and its devices' sessions. What a session was sent and may still be sent is its
/// [Feed]: never more than a window unacknowledged; whoever falls behind reads on from the log.
@NullMarked
package dev.godwit.core.session;

import org.jspecify.annotations.NullMarked;
