package dev.godwit.gateway.site;

import java.util.Optional;

/// One file of the web client, with its compressed forms where there are any.
///
/// @param path as it is asked for, with a slash first
/// @param sha256 of the plain form, hexadecimal; empty when it is not known
/// @param immutable its name has a hash in it: it never changes
record SiteFile(
    String path,
    String type,
    String sha256,
    boolean immutable,
    Resource plain,
    Optional<Resource> gzip,
    Optional<Resource> brotli) {}
