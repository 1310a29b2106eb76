package dev.serin.rollout.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions that look at each element of an array by a predicate over {@code #}. */
final class Predicates {
  private static final Map<String, Predicate> ALL =
      Map.ofEntries(
          Map.entry("all", e -> e.first(false) < 0),
          Map.entry("none", e -> e.first(true) < 0),
          Map.entry("any", e -> e.first(true) >= 0),
          Map.entry("one", e -> e.matching().size() == 1),
          Map.entry("filter", Elements::matching),
          Map.entry("count", e -> (long) e.matching().size()),
          Map.entry("find", e -> e.at(e.first(true))),
          Map.entry("findIndex", e -> e.indexOrNull(e.first(true))),
          Map.entry("findLast", e -> e.at(e.last())),
          Map.entry("findLastIndex", e -> e.indexOrNull(e.last())),
          Map.entry("map", Elements::values),
          Map.entry("sum", e -> Numbers.sum(e.values(), e.column())),
          Map.entry("groupBy", Elements::groups),
          Map.entry("sortBy", Elements::sorted),
          Map.entry("reduce", Elements::reduced));

  /** Those that may do without a predicate, and look at the elements themselves then. */
  private static final Set<String> OPTIONAL = Set.of("count", "sum");

  private Predicates() {}

  /** What to do with the elements. */
  interface Predicate {
    @Nullable Object of(Elements elements);
  }

  static @Nullable Predicate named(String name) {
    return ALL.get(name);
  }

  static Node call(Predicate predicate, String name, List<Node> arguments, int column) {
    int least = OPTIONAL.contains(name) ? 1 : 2;
    int most = name.equals("reduce") || name.equals("sortBy") ? 3 : 2;
    if (arguments.size() < least || arguments.size() > most) {
      throw new ExpressionException(
          column,
          "invalid number of arguments for %s (expected %d, got %d)"
              .formatted(name, 2, arguments.size()));
    }
    return new Call(predicate, name, arguments, column);
  }

  private record Call(Predicate predicate, String name, List<Node> arguments, int column)
      implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object list = arguments.get(0).evaluate(frame);
      if (list == null && !name.equals("reduce")) {
        throw new ExpressionException(
            column, "builtin %s takes only array (got nil)".formatted(name));
      }
      if (!(list instanceof List<?> elements)) {
        throw new ExpressionException(
            column, "builtin %s takes only array (got %s)".formatted(name, Texts.type(list)));
      }
      return predicate.of(new Elements(elements, arguments, frame, column));
    }

    @Override
    public Kind kind(Frame frame) {
      return switch (name) {
        case "all", "none", "any", "one" -> Kind.TRUTH;
        case "count" -> Kind.INTEGER;
        default -> Kind.UNKNOWN;
      };
    }
  }

  /** The elements, and the predicate among the arguments. */
  record Elements(List<?> list, List<Node> arguments, Frame frame, int column) {

    private @Nullable Object value(int index) {
      frame.use(1, column);
      Object element = list.get(index);
      return arguments.size() < 2
          ? element
          : arguments.get(1).evaluate(frame.at(element, index, null));
    }

    int first(boolean wanted) {
      for (int i = 0; i < list.size(); i++) {
        if (Operators.truth(value(i), column) == wanted) {
          return i;
        }
      }
      return -1;
    }

    int last() {
      for (int i = list.size() - 1; i >= 0; i--) {
        if (Operators.truth(value(i), column)) {
          return i;
        }
      }
      return -1;
    }

    @Nullable Object at(int index) {
      return index < 0 ? null : list.get(index);
    }

    @Nullable Object indexOrNull(int index) {
      return index < 0 ? null : (Object) (long) index;
    }

    List<@Nullable Object> matching() {
      List<@Nullable Object> matching = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        if (Operators.truth(value(i), column)) {
          matching.add(list.get(i));
        }
      }
      return matching;
    }

    List<@Nullable Object> values() {
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        values.add(value(i));
      }
      return values;
    }

    Map<String, @Nullable Object> groups() {
      Map<String, List<@Nullable Object>> groups = new LinkedHashMap<>();
      for (int i = 0; i < list.size(); i++) {
        groups.computeIfAbsent(Texts.of(value(i)), key -> new ArrayList<>()).add(list.get(i));
      }
      return new LinkedHashMap<>(groups);
    }

    List<?> sorted() {
      record Keyed(@Nullable Object key, @Nullable Object element) {}

      List<Keyed> keyed = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        keyed.add(new Keyed(value(i), list.get(i)));
      }
      Comparator<Keyed> order = (a, b) -> Numbers.order(a.key(), b.key(), column);
      boolean down = arguments.size() > 2 && "desc".equals(arguments.get(2).evaluate(frame));
      keyed.sort(down ? order.reversed() : order);
      return keyed.stream().map(Keyed::element).toList();
    }

    @Nullable Object reduced() {
      boolean given = arguments.size() > 2;
      if (list.isEmpty() && !given) {
        throw new ExpressionException(column, "reduce of empty array with no initial value");
      }
      Object sum = given ? arguments.get(2).evaluate(frame) : list.get(0);
      for (int i = given ? 0 : 1; i < list.size(); i++) {
        frame.use(1, column);
        sum = arguments.get(1).evaluate(frame.at(list.get(i), i, sum));
      }
      return sum;
    }
  }
}
