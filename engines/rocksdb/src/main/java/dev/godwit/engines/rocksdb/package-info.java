/// The ports of `core` on RocksDB, for a node that stands by itself.
///
/// Two threads write, each the only writer of its column families: one for the logs, one for
/// accounts. Each takes what has queued, decides every compare-and-set, writes one batch and syncs
/// it; only then does anybody in it get an answer. Readers see what is durable.
///
/// What is kept where. `log` is `kind (1) | id (16)`, 1 for an account's and 2 for a
// conversation's;
/// sequences and times take 6 bytes; numbers are big-endian. The logs' committer owns:
///
/// ```
/// column       key                              value                 lives      grows with
/// entries      log | sequence                   flags (1) | time |    retention  messages
///                                               id (16) | frame,
///                                               without both ids
/// attachments  log | sequence                   time | bytes          as entry;  commits, logs
///                                                                     newest:
///                                                                     for ever
/// heads        log                              head | time of the    for ever   logs
///                                               last entry, ff…ff
///                                               when none is kept
/// snapshots    log                              head then | bytes     for ever   logs
/// oldest       time | log | sequence            nothing               as entry   logs in use
/// intents      log | sequence                   bytes                 until done work open
/// cursors      conversation | account | device  delivered | read      for ever   members
/// last-seen    account                          time, largest stays   for ever   accounts
/// ```
///
/// The accounts' committer owns:
///
/// ```
/// column       key                              value                 lives      grows with
/// accounts     a | account                      the account           for ever   accounts
///              h | handle                       key of the account    for ever   accounts
///              d | account | device             the device            for ever   devices
///              k | signature key                key of the device     for ever   devices
///              s | id                           signing key           its expiry a handful
///              u | account | device             key of the device     until told devices just
///                                                                                linked, revoked
/// sign-ins     i | id                           the sign-in           until end  32 per device
///              d | account | device | id        id                    until end  32 per device
/// key-packages o | account | device | place     package               claimed    100 per device
///              l | account | device             last-resort package   replaced   devices
///              i | account | device | id        nothing: it is known  its expiry packages
///              c | account | device |           id of a claimed       its expiry packages
///              expiry | id                      package
/// default      written/logs, written/accounts   last group's number   for ever   2
///              restored                         time of the backup    for ever   1
///              generation                       number                for ever   1
///              cuts/ | log                      generation, head then;for ever   logs at a
///                                               for each restore                 restore
/// ```
///
/// Retention. It is for conversations; the logs of accounts stay. A read leaves out what is past
// it,
/// whatever is on disk. `oldest` has one key for each run of a
/// conversation's log, which is a stretch of entries whose times do not go back: nearly always the
// whole
/// log. The keys are in the order of the time of the run's oldest entry, so expiry looks only at
// logs
/// that have something to free, and an append to a log that is in use does not touch them. Frames
// and
/// attachments are in blob files, written once when memory is flushed; a blob file goes as a whole
/// when its last entry has gone.
///
/// Besides RocksDB's own files the folder holds `GODWIT`, the mark of the version that wrote it,
// and
/// RocksDB's native library, unpacked at each start.
@NullMarked
package dev.godwit.engines.rocksdb;

import org.jspecify.annotations.NullMarked;
