package dev.godwit.core.account;

import dev.godwit.wire.ErrorCode;
import java.util.function.Function;

/// What a service answers: the value, or why there is none.
public sealed interface Reply<T> {

  record Given<T>(T value) implements Reply<T> {}

  /// @param retryAfterMillis when a retry makes sense, 0 when the catalogue alone says so
  record Refused<T>(ErrorCode code, long retryAfterMillis) implements Reply<T> {}

  static <T> Reply<T> given(T value) {
    return new Given<>(value);
  }

  static <T> Reply<T> refused(ErrorCode code) {
    return new Refused<>(code, 0);
  }

  static <T> Reply<T> refused(ErrorCode code, long retryAfterMillis) {
    return new Refused<>(code, retryAfterMillis);
  }

  /// Goes on with the value, or keeps the refusal.
  default <R> Reply<R> then(Function<? super T, Reply<R>> next) {
    return switch (this) {
      case Given<T>(var value) -> next.apply(value);
      case Refused<T>(var code, var retryAfterMillis) -> new Refused<>(code, retryAfterMillis);
    };
  }

  default T orElse(T other) {
    return switch (this) {
      case Given<T>(var value) -> value;
      case Refused<T> _ -> other;
    };
  }

  default <R> Reply<R> map(Function<? super T, R> change) {
    return then(value -> given(change.apply(value)));
  }
}
