/// What a node goes through before it is used: the run from which its start-up archive is made.
@NullMarked
package dev.godwit.node.rehearsal;

import org.jspecify.annotations.NullMarked;
