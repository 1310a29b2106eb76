package dev.serin.rollout.expression;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation knows, and what it may still use up. Every step and every element that comes
 * to be costs; an expression that asks for too much ends with an error instead of filling a
 * machine.
 */
final class Frame {
  private static final long MOST_STEPS = 1_000_000;

  /** Shared by all frames of one evaluation. */
  private static final class Budget {
    private long left = MOST_STEPS;
  }

  private final Budget budget;
  private final Scope scope;
  private final Map<String, @Nullable Object> names;
  private final @Nullable Object element;
  private final @Nullable Object index;
  private final @Nullable Object accumulated;

  Frame(Scope scope) {
    this(new Budget(), scope, Map.of(), null, null, null);
  }

  private Frame(
      Budget budget,
      Scope scope,
      Map<String, @Nullable Object> names,
      @Nullable Object element,
      @Nullable Object index,
      @Nullable Object accumulated) {
    this.budget = budget;
    this.scope = scope;
    this.names = names;
    this.element = element;
    this.index = index;
    this.accumulated = accumulated;
  }

  /** The frame in which a predicate looks at one element. */
  Frame at(@Nullable Object newElement, long newIndex, @Nullable Object newAccumulated) {
    return new Frame(budget, scope, names, newElement, newIndex, newAccumulated);
  }

  /** The frame with one more name. */
  Frame with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new HashMap<>(names);
    more.put(name, value);
    return new Frame(budget, scope, more, element, index, accumulated);
  }

  /** Pays for so many steps or elements. */
  void use(long steps, int column) {
    budget.left -= steps;
    if (budget.left < 0) {
      throw new ExpressionException(column, "memory budget exceeded");
    }
  }

  @Nullable Object variable(String name) {
    return names.containsKey(name) ? names.get(name) : scope.variables().get(name);
  }

  /** The element ({@code #}), or {@code #index}, or {@code #acc}. */
  @Nullable Object pointer(String name) {
    return switch (name) {
      case "index" -> index;
      case "acc" -> accumulated;
      default -> element;
    };
  }

  Instant now() {
    return scope.now();
  }

  @Nullable Object result() {
    return scope.variables().get(Scope.RESULT);
  }
}
