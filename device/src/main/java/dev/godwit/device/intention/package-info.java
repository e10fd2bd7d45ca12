/// What the person, or the device itself, wants of a conversation's group, kept until the log shows
/// that it is so.
///
/// [dev.godwit.device.intention.Intention] says what is wanted: others added or removed, devices
/// added or removed, a role, settings, leaving.
/// [dev.godwit.device.intention.Intentions] keeps it durably, makes a commit for it on the group as
/// it is, and sends that. When another commit was first, the device catches up, looks whether it is
/// still wanted and allowed, and makes it anew; the person notices nothing. It ends with exactly
/// one [dev.godwit.device.step.Event.IntentionDone] or
/// [dev.godwit.device.step.Event.IntentionFailed]. One commit of a conversation is on its way at a
/// time, in the order in which things were wanted. Direct conversations take intentions for
/// devices.
///
/// [dev.godwit.device.intention.Chores] are what any member may finish: taking out who has left,
/// letting in who was invited. Each device waits a random time first and drops its plan when
/// another was faster.
///
/// | key | value |
/// |---|---|
/// | `intention/<conversation>/<order>` | an intention, until it is so or will not be |
/// | `intention-order` | the order of the newest intention, grows for ever |
@NullMarked
package dev.godwit.device.intention;

import org.jspecify.annotations.NullMarked;
