package dev.godwit.node;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// One thing that can be set: its default, its bounds and what it is for.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {
  /// One sentence for people; it names the unit.
  String value();

  /// The default, as it would be written in the file.
  String otherwise();

  /// The smallest number.
  long min() default 0;

  /// The largest number.
  long max() default Integer.MAX_VALUE;
}
