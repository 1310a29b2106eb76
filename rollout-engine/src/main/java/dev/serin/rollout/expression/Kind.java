package dev.serin.rollout.expression;

import org.jspecify.annotations.Nullable;

/** What is known of a value before the expression is evaluated. */
enum Kind {
  NUMBER("float64"),
  INTEGER("int"),
  TEXT("string"),
  TRUTH("bool"),
  UNKNOWN("unknown");

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  /** The kind of a single value; collections and nil are not known any better. */
  static Kind of(@Nullable Object value) {
    return value instanceof Double
        ? NUMBER
        : value instanceof Long
            ? INTEGER
            : value instanceof String ? TEXT : value instanceof Boolean ? TRUTH : UNKNOWN;
  }

  /** Whether values of both kinds can be equal. */
  boolean comparable(Kind other) {
    return this == UNKNOWN || other == UNKNOWN || this == other || (number() && other.number());
  }

  private boolean number() {
    return this == NUMBER || this == INTEGER;
  }

  @Override
  public String toString() {
    return title;
  }
}
