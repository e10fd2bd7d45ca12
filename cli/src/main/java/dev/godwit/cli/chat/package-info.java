/// The terminal chat: the list of conversations, one open conversation, a line to type in.
///
/// [ChatApp] owns the terminal and the one loop: keys, the SDK's events and resizes come in through
/// a queue; after each the state ([Chat]) is brought up to date from the store and drawn by
/// [Screen]. Nothing of what is shown is kept anywhere else.
@NullMarked
package dev.godwit.cli.chat;

import org.jspecify.annotations.NullMarked;
