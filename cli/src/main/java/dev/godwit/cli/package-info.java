/// The command line client: `godwit` for people and for scripts.
///
/// Each command opens the home with the SDK and says what happened through [Output], for people or,
/// with `--json`, one JSON object a line. [dev.godwit.cli.chat] is the terminal chat and
/// [dev.godwit.cli.serve] the loopback interface for bots.
@NullMarked
package dev.godwit.cli;

import org.jspecify.annotations.NullMarked;
