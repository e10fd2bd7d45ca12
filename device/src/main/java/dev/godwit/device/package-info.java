/// What a device of an account does: sync, outbox, groups, content, trust.
///
/// [Device] is one pure machine: it has no thread, clock, file or socket. A *shell* (the SDK, the
/// browser's worker, the simulation) gives it inputs with the time, and after each input, or after
/// several, takes one [dev.godwit.device.step.Step].
///
/// # How a shell drives it
///
/// ```
/// once:   Registration r = Device.register(crypto, "linux", serverTime)
///         make r.changes() durable                      the keys exist before anybody sees them
///         POST /v1/accounts with r                      safe to repeat with the same r
/// start:  Device d = Device.restore(store, crypto, "godwit-cli/0.1.0")
/// loop:   d.onConnected(now)                            a socket opened and was let in
///         d.onFrame(frame, now)                         in the order of the socket
///         d.onDisconnected(now)                         it closed, whoever closed it
///         d.onTick(now)                                 every 100 to 500 ms, connected or not
///         d.onAnswer(callId, answer, now)               a call came back, in any order, once each
///         d.openDirect(…), d.send(…), d.markRead(…) …   the person did something
///
///         Step s = d.take()
///         1. s.changes()   in ONE transaction, durable when it returns
///         2. s.frames()    to the open socket, in order (dropped when there is none)
///         3. s.calls()     asynchronously; each is answered by onAnswer, whatever happens
///         4. s.events()    to the person
///         5. s.reconnect() close the socket, open another
/// ```
///
/// The order 1 before 2, 3, 4 is what everything rests on: a key that encrypted something is
/// spent in the store before the ciphertext leaves, an entry is stored before it is acknowledged,
/// and what a person was shown is still there after a crash. The next input comes only after the
/// changes of the step taken before are durable and visible in the
/// [dev.godwit.device.step.DeviceStore]. Steps 2, 3 and 4 may be lost in a crash: the device does
/// them again as far as that matters.
///
/// When changes cannot be made durable, the shell throws the device object away together with the
/// step and what rests on it, and restores another from the store when writing works again. Frames
/// and answers meant for the old object must not reach the new one.
///
/// Nothing in here throws for what comes from the node or from other people; what is wrong with it
/// is told as an [dev.godwit.device.step.Event].
///
/// # Time
///
/// `now` is the platform's clock in milliseconds since 1970. It may be ten years off or jump:
/// waiting is measured in its steps forward, and wherever the time itself matters the node's is
/// used, as it stands in Opened, Heartbeat and every entry. [Device#register] is the one place
/// that needs the time before there is a session: pass the node's (the Date of any of its
/// answers).
///
/// # What waits for what
///
/// A message waits in the outbox until the conversation's group is there and the session is open.
/// After [Device#restore] nothing is sent before the first CaughtUp, because the store may be an
/// older copy whose keys are spent; a message that may have reached the node before goes again
/// only after catching up, with the same id. Entries that come before their group is joined are
/// parked in the store. Goodbye and close codes are the shell's: it decides when to open the next
/// socket.
///
/// # What goes wrong, and how it shows
///
/// What cannot be read is a row of its own ([dev.godwit.device.content.Content.Lost]) and an
/// [dev.godwit.device.step.Event.Undecryptable]; the device then takes the newest group info and
/// joins anew by an external commit, a bounded number of times per session. A commit that is not
/// what its entry claims, a certificate that does not hold and a changed identity are refused and
/// told.
///
/// A node that was restored from a backup says so ([dev.godwit.wire.Restored]). The device goes
// back
/// to where its logs end now, and joins anew where it has followed changes that are not in them.
///
/// # Groups
///
/// [Device#createGroup] and [Device#want] take what the person wants of a group; the device keeps
// it
/// until the log shows that it is so, and makes it anew when another change came first
/// ([dev.godwit.device.intention]). Roles and settings are part of the group's keys, so every
// device
/// holds every change against them ([dev.godwit.device.roster]); what may not be is not followed,
/// and the group stays as it was until [Device#letGoOn]. Each change is a row of the history
/// ([dev.godwit.device.content.Content.Changed]), in the order of the log, the same everywhere.
///
/// # Ticks
///
/// Delivered and read are numbers per conversation ([dev.godwit.device.step.Conversation]), and an
/// own message's ticks follow from its sequence. Messages and conversations are rows that the shell
/// keeps and queries; the device writes them and reads only [dev.godwit.device.step.DeviceStore].
@NullMarked
package dev.godwit.device;

import org.jspecify.annotations.NullMarked;
