/// Whose device is it: certificates, and the identity that each account is remembered with.
///
/// | key | value |
/// |---|---|
/// | `self` | [Self], written once |
/// | `identity/<account>` | the identity key that is believed, the one that was shown last, whether
// the person has compared it |
/// | `revoked/<account>/<device>` | nothing: the device has ended, and never comes back |
/// | `handle/<handle>` | the account that had it when it was last looked up |
/// | `name/<account>` | the handle that it had when it was last looked up |
@NullMarked
package dev.godwit.device.trust;

import org.jspecify.annotations.NullMarked;
