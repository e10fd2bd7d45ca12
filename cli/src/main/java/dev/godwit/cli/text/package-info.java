/// Other people's text, and times, as a terminal may show them.
@NullMarked
package dev.godwit.cli.text;

import org.jspecify.annotations.NullMarked;
