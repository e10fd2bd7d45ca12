/// Linking a new device to an account (PROTOCOL: linking a device).
///
/// A code that a person carries from the new device to an old one authenticates both ways:
/// [dev.godwit.device.link.NewDevice] offers a fresh key, [dev.godwit.device.link.OldDevice] checks
/// the offer under the code and answers with the account's identity, encrypted to that key and that
/// code. Shells carry the messages; nothing here is stored before the new device has the identity.
@NullMarked
package dev.godwit.device.link;

import org.jspecify.annotations.NullMarked;
