package dev.godwit.gateway.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a component of a request or answer means, and its bounds. The schema, the validation and
/// the documentation of the JSON are made from it and from the component's type.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Field {
  /// One sentence for people.
  String value();

  /// The largest number; or the most characters, bytes or items; 0 where a type has its own.
  long max() default 0;

  /// Whether a request may leave it out: a text is then empty, a number 0, a list without items.
  boolean optional() default false;
}
