/// The account services over engines in memory.
@NullMarked
package dev.godwit.core.account;

import org.jspecify.annotations.NullMarked;
