/// Whose device is it: certificates, and the identity that each account is remembered with.
@NullMarked
package dev.godwit.device.trust;

import org.jspecify.annotations.NullMarked;
