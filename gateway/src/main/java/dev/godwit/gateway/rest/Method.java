package dev.godwit.gateway.rest;

/// The methods that routes take.
enum Method {
  GET,
  POST,
  DELETE
}
