package dev.godwit.gateway.site;

import dev.godwit.wire.Bytes;

/// One file of the web client, with its compressed forms; an empty form does not exist.
///
/// @param path as it is asked for, with a slash first
/// @param sha256 of the plain form, hexadecimal
/// @param immutable its name has a hash in it: it never changes
record SiteFile(
    String path,
    String type,
    String sha256,
    boolean immutable,
    Bytes plain,
    Bytes gzip,
    Bytes brotli) {}
