/// The Java SDK: the device's pure machine with sockets and an encrypted store around it.
///
/// [Godwit] is the whole face. It opens a *home*, the folder of one device:
///
/// | file | what | mode |
/// |---|---|---|
/// | `home.key` | the format, and the store's key or how to get it from a passphrase | 600 |
/// | `store.db` | SQLite, every page encrypted (ChaCha20-Poly1305): state and history | 600 |
/// | `lock` | held by the process that owns the device | 600 |
/// | `socket` | where other processes of the same person reach the owner | 600 |
///
/// Beside them lies SQLite's native code, unpacked there once.
///
/// One process owns a home. Another that opens it meanwhile becomes its guest: what it asks goes
/// to the owner through the socket, and when the owner ends, a guest takes over.
///
/// One thread owns the device machine. After each input it takes the machine's step, makes the
/// step's changes durable in one transaction, and only then sends frames, makes calls and tells
/// events. Nothing is logged: what a person should know is an [Event] or a [GodwitException].
@NullMarked
package dev.godwit.client;

import org.jspecify.annotations.NullMarked;
