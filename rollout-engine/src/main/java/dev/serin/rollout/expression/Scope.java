package dev.serin.rollout.expression;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an expression can refer to. Values are null, {@link Boolean}, {@link Long}, {@link Double},
 * {@link String}, {@link java.util.List}, {@link Map} with names as keys, {@link Instant} and
 * {@link java.time.Duration}.
 *
 * @param variables values by name
 * @param now the time
 */
public record Scope(Map<String, @Nullable Object> variables, Instant now) {
  static final String RESULT = "result";

  /** Copies the variables. */
  public Scope {
    variables = Collections.unmodifiableMap(new HashMap<>(variables));
  }

  /** The scope of a condition: {@code result} is what was measured. */
  public static Scope ofResult(@Nullable Object result, Instant now) {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put(RESULT, result);
    return new Scope(variables, now);
  }

  /** The scope of an expression for a time: nothing but functions. */
  public static Scope ofTime(Instant now) {
    return new Scope(Map.of(), now);
  }
}
