package dev.godwit.mls;

final class Later {
  private Later() {}

  static <T> T body() {
    throw new UnsupportedOperationException();
  }
}
