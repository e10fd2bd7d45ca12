package dev.godwit.client;

/// How far this device is in getting what the account's other devices have.
///
/// @param done messages of the history that have come
/// @param total messages that there will be about; 0 while that is not known
/// @param complete whether everything has come, or nothing is to come
public record Progress(long done, long total, boolean complete) {}
