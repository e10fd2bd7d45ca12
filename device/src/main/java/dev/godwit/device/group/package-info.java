/// The MLS groups of this device: making and joining them, keeping their state, repairing them.
///
/// | key | value |
/// |---|---|
/// | `mls/<conversation>/<part>` | the group's parts as [dev.godwit.mls.Group#unsaved] names them |
/// | `rejoin/<conversation>/<part>` | the group as it will be when a rejoin is accepted |
/// | `pending/<conversation>` | [OwnCommit], until it is accepted or another one was |
/// | `welcome/<conversation>` | a welcome that was not followed yet |
/// | `keypackage/<reference>` | an own key package with its private keys, until it is used |
@NullMarked
package dev.godwit.device.group;

import org.jspecify.annotations.NullMarked;
