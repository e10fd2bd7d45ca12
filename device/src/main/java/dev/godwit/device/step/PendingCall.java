package dev.godwit.device.step;

/// A call to make; its answer goes to [dev.godwit.device.Device#onAnswer] with the same id.
///
/// @param id unique as long as this device object lives
public record PendingCall(long id, Call call) {}
