package dev.serin.rollout.expression;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An expression that has been parsed and can be evaluated any number of times.
 *
 * <p>The language is that of expr-lang, as far as conditions of analyses use it: arithmetic,
 * comparison (also chained), boolean operators, {@code in}, {@code matches}, {@code contains},
 * {@code startsWith}, {@code endsWith}, ranges, indexing, slices, {@code ?.}, {@code ??}, the
 * ternary operator, {@code let}, pipes, literals of arrays and maps, predicates over {@code #}, and
 * the functions in {@link Functions} and {@link Predicates}; beside them what Argo Rollouts adds:
 * {@code asInt}, {@code asFloat}, {@code isNaN}, {@code isInf}, {@code isNil} and {@code default}.
 *
 * <p>Bounds: {@value #LONGEST} characters, 5,000 words, nesting of 100, and a million steps or
 * elements for one evaluation.
 */
public final class Expression {
  private static final int LONGEST = 10_000;

  private final Node root;

  private Expression(Node root) {
    this.root = root;
  }

  /**
   * Parses a condition, which is about {@code result}.
   *
   * @throws ExpressionException when the text is none
   */
  public static Expression condition(String text) {
    return parse(text, Set.of(Scope.RESULT));
  }

  /**
   * Parses an expression for a time, which is about nothing but the time.
   *
   * @throws ExpressionException when the text is none
   */
  public static Expression time(String text) {
    return parse(text, Set.of());
  }

  private static Expression parse(String text, Set<String> names) {
    if (text.length() > LONGEST) {
      throw new ExpressionException(
          LONGEST, "expression is longer than " + LONGEST + " characters");
    }
    return new Expression(new Parser(Lexer.tokens(text), names).whole());
  }

  /**
   * Evaluates.
   *
   * @throws ExpressionException when it has no value
   */
  public @Nullable Object evaluate(Scope scope) {
    return root.evaluate(new Frame(scope));
  }

  /**
   * Evaluates to true or false.
   *
   * @throws ExpressionException when the value is neither, or there is none
   */
  public boolean holds(Scope scope) {
    return Operators.truth(evaluate(scope), 1);
  }

  /**
   * Evaluates to a time.
   *
   * @throws ExpressionException when the value is none
   */
  public Instant instant(Scope scope) {
    Object value = evaluate(scope);
    if (value instanceof Instant time) {
      return time;
    }
    throw new ExpressionException(1, "expected time.Time, but got " + Texts.type(value));
  }
}
