/// What people see who use the command line: nothing here knows a class of it, only its commands,
/// what they print, and what they exit with.
@NullMarked
package dev.godwit.cli.scenario;

import org.jspecify.annotations.NullMarked;
