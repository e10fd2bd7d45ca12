package dev.godwit.core.log;

import java.util.List;

/// A machine that makes something durable and lets out nothing before it is.
///
/// In each turn: [#collect], then exactly one of [#onCommitted] and [#onFailed].
public interface Durable {

  /// Puts what has to be durable into the batch.
  void collect(BatchBuilder batch);

  /// The batch is durable; `results` are those of its appends.
  void onCommitted(List<Appended> results, long nowMillis);

  /// Nothing of the batch is sure to be durable.
  void onFailed(StoreException failure, long nowMillis);
}
