/// Accounts: handles, passwords, devices, tokens, key packages.
@NullMarked
package dev.godwit.core.account;

import org.jspecify.annotations.NullMarked;
