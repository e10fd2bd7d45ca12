package dev.godwit.mls;

/// An input or a request broke a [Rule]; nothing has been changed by it.
public final class MlsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Rule rule;

  MlsException(Rule rule) {
    super(rule.text() + " (RFC 9420 §" + rule.section() + ")");
    this.rule = rule;
  }

  public Rule rule() {
    return rule;
  }
}
