package dev.godwit.bench.fault;

import dev.godwit.bench.fleet.Verdict;
import java.time.Duration;

/// What came of a fault.
///
/// @param back from the end of the fault until everybody is connected and no message is without
///     its second tick
public record Aftermath(Verdict verdict, Duration back) {}
