package dev.godwit.mls;

final class Later {
  private Later() {}

  @SuppressWarnings({"DoNotCallSuggester", "TypeParameterUnusedInFormals"})
  static <T> T body() {
    throw new UnsupportedOperationException();
  }
}
