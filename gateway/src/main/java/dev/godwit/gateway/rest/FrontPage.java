package dev.godwit.gateway.rest;

import dev.godwit.gateway.rest.Route.Document;

/// The page that a browser gets at the node's address.
final class FrontPage {
  static final Document DOCUMENT =
      new Document(
          "text/html; charset=utf-8",
          """
          <!doctype html>
          <html lang="en">
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Godwit</title>
          <style>
          body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 15vh auto;
                 padding: 0 1rem; color: #1c2430; background: #fbfaf7 }
          @media (prefers-color-scheme: dark) { body { color: #e6e3dc; background: #14181f }
                 a { color: #8fc1ff } }
          </style>
          <h1>Godwit</h1>
          <p>This is a node of Godwit, a messenger whose conversations only their members can
          read.</p>
          <p>Programs that want to talk to it find its interface at <a href="/docs">/docs</a>.</p>
          </html>
          """);

  private FrontPage() {}
}
