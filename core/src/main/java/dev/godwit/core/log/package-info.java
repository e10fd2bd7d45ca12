/// Logs, the one idea: what a log is, and the port through which an engine keeps it.
///
/// A conversation has a log and an account has a log. A home appends by compare-and-set on the head
/// (DESIGN: appending, exactly), so sequences are 1, 2, 3, … without gaps whoever appends.
@NullMarked
package dev.godwit.core.log;

import org.jspecify.annotations.NullMarked;
