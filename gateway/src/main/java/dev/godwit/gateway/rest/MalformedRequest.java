package dev.godwit.gateway.rest;

/// A request is not of the shape that its route documents.
final class MalformedRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String at;

  /// @param at which part of the request, in the words of the documentation
  MalformedRequest(String at) {
    super("The request does not have the documented shape", null, false, false);
    this.at = at;
  }

  String at() {
    return at;
  }
}
