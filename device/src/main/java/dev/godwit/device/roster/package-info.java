/// Who may do what in a group: roles and settings as they stand in the MLS group context, and the
/// rules that every change of them is held against. Values only.
@NullMarked
package dev.godwit.device.roster;

import org.jspecify.annotations.NullMarked;
