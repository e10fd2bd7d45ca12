/// MLS's cryptography in the browser: libsodium for what Godwit's own suite needs, noble for the
/// rest of suites 0x0001 and 0x0002.
@NullMarked
package dev.godwit.web.crypto;

import org.jspecify.annotations.NullMarked;
