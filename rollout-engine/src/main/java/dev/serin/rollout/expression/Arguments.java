package dev.serin.rollout.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that a function is called with. */
record Arguments(String function, List<@Nullable Object> values, Frame frame, int column) {

  double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(value, "float64");
  }

  String text(int index) {
    return text(values.get(index));
  }

  String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong(value, "string");
  }

  List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      frame.use(list.size(), column);
      return list;
    }
    throw wrong(value, "array");
  }

  Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      frame.use(map.size(), column);
      return map;
    }
    throw wrong(value, "map");
  }

  ExpressionException wrong(@Nullable Object value, String wanted) {
    return new ExpressionException(
        column,
        "cannot use %s as argument (type %s) to call %s"
            .formatted(Texts.type(value), wanted, function));
  }
}
