package dev.serin.rollout.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Elements, members and slices of values. Negative indices count from the end. */
final class Access {
  private Access() {}

  static @Nullable Object fetch(@Nullable Object target, @Nullable Object key, int column) {
    if (target instanceof Map<?, ?> map) {
      return key == null ? null : map.get(String.valueOf(key));
    }
    if (target instanceof List<?> list && key instanceof Number) {
      return list.get(index(Operators.whole(key, column), list.size(), column));
    }
    if (target instanceof String text && key instanceof Number) {
      int at = index(Operators.whole(key, column), text.length(), column);
      return String.valueOf(text.charAt(at));
    }
    throw new ExpressionException(
        column, "cannot fetch %s from %s".formatted(Texts.of(key), Texts.type(target)));
  }

  private static int index(long wanted, int size, int column) {
    long index = wanted < 0 ? size + wanted : wanted;
    if (index < 0 || index >= size) {
      throw new ExpressionException(
          column, "index out of range: %d (array length is %d)".formatted(index, size));
    }
    return (int) index;
  }

  static @Nullable Object slice(
      @Nullable Object target,
      @Nullable Object from,
      @Nullable Object to,
      Frame frame,
      int column) {
    if (!(target instanceof List<?>) && !(target instanceof String)) {
      throw new ExpressionException(column, "cannot slice " + Texts.type(target));
    }
    int size = target instanceof List<?> list ? list.size() : ((String) target).length();
    int last = bound(to, size, size, column);
    int first = Math.min(bound(from, 0, size, column), last);
    frame.use(last - first + 1L, column);
    return target instanceof List<?> list
        ? list.subList(first, last)
        : ((String) target).substring(first, last);
  }

  private static int bound(@Nullable Object given, int none, int size, int column) {
    if (given == null) {
      return none;
    }
    long wanted = Operators.whole(given, column);
    long fromStart = wanted < 0 ? size + wanted : wanted;
    return (int) Math.max(0, Math.min(size, fromStart));
  }
}
