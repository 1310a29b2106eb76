package dev.serin.pipeline;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A step that the library calls.
 *
 * @param name of the step
 * @param arguments as they are passed
 */
record StepCall(String name, List<Object> arguments) implements Serializable {

  /** The named arguments; empty when there are none. */
  Map<?, ?> options() {
    return !arguments.isEmpty() && arguments.get(0) instanceof Map<?, ?> map ? map : Map.of();
  }

  /** The argument of that name as text; empty without. */
  String option(String key) {
    Object value = options().get(key);
    return value == null ? "" : value.toString();
  }

  /** The first argument as text; empty without. */
  String text() {
    return arguments.isEmpty() ? "" : String.valueOf(arguments.get(0));
  }
}
