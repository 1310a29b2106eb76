package dev.serin.rollout.expression;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parts of expressions that are operators with their operands. */
final class Operations {
  private static final Set<String> TRUTHS =
      Set.of(
          "==", "!=", "<", ">", "<=", ">=", "in", "matches", "contains", "startsWith", "endsWith");

  private Operations() {}

  record Negative(Node operand, int column) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      Object value = operand.evaluate(frame);
      if (value instanceof Long whole) {
        return -whole;
      }
      return value instanceof Duration duration
          ? duration.negated()
          : (Object) (-Operators.number(value, column));
    }

    @Override
    public Kind kind(Frame frame) {
      return operand.kind(frame);
    }
  }

  record Not(Node operand, int column) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      return !Operators.truth(operand.evaluate(frame), column);
    }

    @Override
    public Kind kind(Frame frame) {
      return Kind.TRUTH;
    }
  }

  /** And, or: the right side counts only where the left one has not decided. */
  record Junction(boolean and, Node left, Node right, int column) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      frame.use(1, column);
      boolean first = Operators.truth(left.evaluate(frame), left.column());
      return first == and ? Operators.truth(right.evaluate(frame), right.column()) : first;
    }

    @Override
    public Kind kind(Frame frame) {
      return Kind.TRUTH;
    }
  }

  /** The right side where the left one is nothing, or leads nowhere. */
  record Otherwise(Node left, Node right, int column) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      frame.use(1, column);
      Object value = left.evaluate(frame);
      return value == null ? right.evaluate(frame) : value;
    }
  }

  record Range(Node from, Node to, int column) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      long first = Operators.whole(from.evaluate(frame), column);
      long last = Operators.whole(to.evaluate(frame), column);
      frame.use(last < first ? 1 : last - first < 0 ? Long.MAX_VALUE : last - first, column);
      List<Long> numbers = new ArrayList<>();
      for (long number = first; number <= last; number++) {
        numbers.add(number);
      }
      return numbers;
    }
  }

  record Binary(String operator, Node left, Node right, int column) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      frame.use(1, column);
      Object first = left.evaluate(frame);
      Object second = right.evaluate(frame);
      return switch (operator) {
        case "==", "!=" -> equality(first, second, frame);
        case "<", ">", "<=", ">=" -> comparison(first, second);
        case "in" -> Operators.in(first, second, frame, column);
        case "matches" -> Patterns.matches(text(first), text(second), frame, column);
        case "contains" -> text(first).contains(text(second));
        case "startsWith" -> text(first).startsWith(text(second));
        case "endsWith" -> text(first).endsWith(text(second));
        default -> Operators.arithmetic(operator, first, second, frame, column);
      };
    }

    private boolean equality(@Nullable Object first, @Nullable Object second, Frame frame) {
      if (!left.kind(frame).comparable(right.kind(frame))) {
        throw Operators.mismatch(operator, first, second, column);
      }
      return Operators.equal(first, second) == operator.equals("==");
    }

    private boolean comparison(@Nullable Object first, @Nullable Object second) {
      Integer order = Operators.compare(operator, first, second, column);
      return order != null
          && switch (operator) {
            case "<" -> order < 0;
            case ">" -> order > 0;
            case "<=" -> order <= 0;
            default -> order >= 0;
          };
    }

    private String text(@Nullable Object value) {
      if (value instanceof String text) {
        return text;
      }
      throw new ExpressionException(
          column, "operator \"%s\" not defined on %s".formatted(operator, Texts.type(value)));
    }

    @Override
    public Kind kind(Frame frame) {
      if (TRUTHS.contains(operator)) {
        return Kind.TRUTH;
      }
      return operator.equals("/") || operator.equals("**") || operator.equals("^")
          ? Kind.NUMBER
          : Kind.UNKNOWN;
    }
  }
}
