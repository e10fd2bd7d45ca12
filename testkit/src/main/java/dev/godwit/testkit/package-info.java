/// What tests share: the ports' contracts as interfaces of tests, and engines in memory that keep
/// them. Each real engine runs the same contracts.
@NullMarked
package dev.godwit.testkit;

import org.jspecify.annotations.NullMarked;
