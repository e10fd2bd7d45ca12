/// The port for blobs on plain files.
///
/// ```
/// file                              value      lives        grows with
/// <folder>/<account>/<blob>/<part>  the bytes  its expiry   what is on its way
/// ```
///
/// Accounts and blobs are 32 hexadecimal digits, parts are numbers. The time of last change of a
/// file is the time at which it expires, so that looking needs no reading. A part is written beside
/// its place (`.new` behind its name), synced, and moved there.
@NullMarked
package dev.godwit.engines.files;

import org.jspecify.annotations.NullMarked;
