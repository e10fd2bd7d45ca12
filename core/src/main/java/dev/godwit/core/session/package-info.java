/// Sessions: live connections of devices, and catch-up from the logs for whoever was away.
@NullMarked
package dev.godwit.core.session;

import org.jspecify.annotations.NullMarked;
