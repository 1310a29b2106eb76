package dev.serin.rollout.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Functions of values. Those of Argo Rollouts are as it has them: {@code isNil} and {@code default}
 * are about the result, whatever their first argument is.
 */
final class Functions {
  private static final Map<String, Signature> ALL =
      Map.ofEntries(
          Map.entry("asInt", one((v, c) -> Conversions.asInt(v, c.column()))),
          Map.entry("asFloat", one((v, c) -> Conversions.asFloat(v, c.column()))),
          Map.entry("isNaN", one((v, c) -> Double.isNaN(c.number(v)))),
          Map.entry("isInf", one((v, c) -> Double.isInfinite(c.number(v)))),
          Map.entry("isNil", one((v, c) -> c.frame().result() == null)),
          Map.entry("default", new Signature(2, 2, Functions::orDefault)),
          Map.entry("len", one((v, c) -> Containers.length(v, c))),
          Map.entry("type", one((v, c) -> Conversions.type(v))),
          Map.entry("abs", one((v, c) -> Numbers.abs(v, c))),
          Map.entry("ceil", one((v, c) -> Math.ceil(c.number(v)))),
          Map.entry("floor", one((v, c) -> Math.floor(c.number(v)))),
          Map.entry("round", one((v, c) -> Conversions.round(c.number(v)))),
          Map.entry("int", one((v, c) -> Conversions.asInt(v, c.column()))),
          Map.entry("float", one((v, c) -> Conversions.asFloat(v, c.column()))),
          Map.entry("string", one((v, c) -> Texts.of(v))),
          Map.entry("upper", one((v, c) -> c.text(v).toUpperCase(Locale.ROOT))),
          Map.entry("lower", one((v, c) -> c.text(v).toLowerCase(Locale.ROOT))),
          Map.entry("trim", one((v, c) -> c.text(v).strip())),
          Map.entry("split", new Signature(2, 2, c -> Containers.split(c))),
          Map.entry("join", new Signature(1, 2, c -> Containers.join(c))),
          Map.entry("replace", new Signature(3, 3, c -> Containers.replace(c))),
          Map.entry("indexOf", new Signature(2, 2, c -> (long) c.text(0).indexOf(c.text(1)))),
          Map.entry("hasPrefix", new Signature(2, 2, c -> c.text(0).startsWith(c.text(1)))),
          Map.entry("hasSuffix", new Signature(2, 2, c -> c.text(0).endsWith(c.text(1)))),
          Map.entry("max", many(c -> Numbers.extreme(c.values(), true, "max", c.column()))),
          Map.entry("min", many(c -> Numbers.extreme(c.values(), false, "min", c.column()))),
          Map.entry("mean", many(c -> Numbers.mean(c.values(), c.column()))),
          Map.entry("median", many(c -> Numbers.median(c.values(), c.column()))),
          Map.entry("first", one((v, c) -> Containers.end(v, true, c))),
          Map.entry("last", one((v, c) -> Containers.end(v, false, c))),
          Map.entry("get", new Signature(2, 2, c -> Containers.get(c))),
          Map.entry("take", new Signature(2, 2, c -> Containers.take(c))),
          Map.entry("keys", one((v, c) -> new ArrayList<>(c.map(v).keySet()))),
          Map.entry("values", one((v, c) -> new ArrayList<>(c.map(v).values()))),
          Map.entry("sort", new Signature(1, 2, c -> Containers.sort(c))),
          Map.entry("reverse", one((v, c) -> Containers.reverse(c.list(v)))),
          Map.entry("concat", many(c -> Containers.concat(c))),
          Map.entry("flatten", one((v, c) -> Containers.flatten(c.list(v), c))),
          Map.entry("uniq", one((v, c) -> Containers.unique(c.list(v), c))),
          Map.entry("now", new Signature(0, 0, c -> c.frame().now())),
          Map.entry("duration", one((v, c) -> Times.duration(c.text(v), c.column()))),
          Map.entry("date", new Signature(1, 3, c -> Times.date(c))));

  private static final Set<String> TRUTHS =
      Set.of("isNaN", "isInf", "isNil", "hasPrefix", "hasSuffix");
  private static final Set<String> INTEGERS = Set.of("asInt", "int", "len", "indexOf");
  private static final Set<String> NUMBERS =
      Set.of("asFloat", "float", "ceil", "floor", "round", "mean", "median");
  private static final Set<String> TEXTS =
      Set.of("type", "string", "upper", "lower", "trim", "join", "replace");

  private Functions() {}

  private interface Body {
    @Nullable Object of(Arguments arguments);
  }

  private interface OfOne {
    @Nullable Object of(@Nullable Object value, Arguments arguments);
  }

  private record Signature(int least, int most, Body body) {}

  private static Signature one(OfOne body) {
    return new Signature(1, 1, arguments -> body.of(arguments.values().get(0), arguments));
  }

  private static Signature many(Body body) {
    return new Signature(1, Integer.MAX_VALUE, body);
  }

  static boolean known(String name) {
    return ALL.containsKey(name);
  }

  static Node call(String name, List<Node> arguments, int column) {
    Signature signature = Objects.requireNonNull(ALL.get(name));
    if (arguments.size() < signature.least() || arguments.size() > signature.most()) {
      throw new ExpressionException(
          column,
          "%s arguments to call %s"
              .formatted(arguments.size() < signature.least() ? "not enough" : "too many", name));
    }
    return new Call(signature, name, List.copyOf(arguments), column);
  }

  private static @Nullable Object orDefault(Arguments arguments) {
    Object result = arguments.frame().result();
    return result == null ? arguments.values().get(1) : result;
  }

  private record Call(Signature signature, String name, List<Node> arguments, int column)
      implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      frame.use(1, column);
      List<@Nullable Object> values = new ArrayList<>();
      arguments.forEach(argument -> values.add(argument.evaluate(frame)));
      return signature.body().of(new Arguments(name, values, frame, column));
    }

    @Override
    public Kind kind(Frame frame) {
      return TRUTHS.contains(name)
          ? Kind.TRUTH
          : INTEGERS.contains(name)
              ? Kind.INTEGER
              : NUMBERS.contains(name)
                  ? Kind.NUMBER
                  : TEXTS.contains(name) ? Kind.TEXT : Kind.UNKNOWN;
    }
  }
}
