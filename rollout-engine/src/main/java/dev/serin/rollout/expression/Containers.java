package dev.serin.rollout.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions of arrays, maps and texts. */
final class Containers {
  private Containers() {}

  static long length(@Nullable Object value, Arguments call) {
    if (value instanceof List<?> list) {
      return list.size();
    }
    if (value instanceof Map<?, ?> map) {
      return map.size();
    }
    if (value instanceof String text) {
      return text.codePointCount(0, text.length());
    }
    throw new ExpressionException(
        call.column(), "invalid argument for len (type %s)".formatted(Texts.type(value)));
  }

  static List<String> split(Arguments call) {
    String text = call.text(0);
    call.frame().use(text.length(), call.column());
    return List.of(text.split(Pattern.quote(call.text(1)), -1));
  }

  static String join(Arguments call) {
    List<String> texts = new ArrayList<>();
    call.list(call.values().get(0)).forEach(element -> texts.add(call.text(element)));
    return String.join(call.values().size() > 1 ? call.text(1) : "", texts);
  }

  /** Every place of a text in another one; what comes of it is paid for before it is made. */
  static String replace(Arguments call) {
    String text = call.text(0);
    String by = call.text(2);
    call.frame().use((text.length() + 1L) * (by.length() + 1L), call.column());
    return text.replace(call.text(1), by);
  }

  static @Nullable Object end(@Nullable Object value, boolean first, Arguments call) {
    List<?> list = call.list(value);
    return list.isEmpty() ? null : list.get(first ? 0 : list.size() - 1);
  }

  /** Like an index, but nothing where there is nothing. */
  static @Nullable Object get(Arguments call) {
    Object target = call.values().get(0);
    Object key = call.values().get(1);
    if (target instanceof Map<?, ?> map) {
      return key == null ? null : map.get(String.valueOf(key));
    }
    if (target instanceof List<?> list && key instanceof Number number) {
      long index = number.longValue() < 0 ? list.size() + number.longValue() : number.longValue();
      return index >= 0 && index < list.size() ? list.get((int) index) : null;
    }
    return null;
  }

  static List<?> take(Arguments call) {
    List<?> list = call.list(call.values().get(0));
    long wanted = Operators.whole(call.values().get(1), call.column());
    return list.subList(0, (int) Math.max(0, Math.min(list.size(), wanted)));
  }

  static List<?> sort(Arguments call) {
    List<@Nullable Object> sorted = new ArrayList<>(call.list(call.values().get(0)));
    sorted.sort((a, b) -> Numbers.order(a, b, call.column()));
    return call.values().size() > 1 && call.text(1).equals("desc") ? reverse(sorted) : sorted;
  }

  static List<?> reverse(List<?> list) {
    List<@Nullable Object> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }

  static List<?> concat(Arguments call) {
    List<@Nullable Object> all = new ArrayList<>();
    call.values().forEach(list -> all.addAll(call.list(list)));
    return all;
  }

  static List<?> flatten(List<?> list, Arguments call) {
    List<@Nullable Object> flat = new ArrayList<>();
    for (Object element : list) {
      if (element instanceof List<?> inner) {
        flat.addAll(flatten(call.list(inner), call));
      } else {
        flat.add(element);
      }
    }
    return flat;
  }

  static List<?> unique(List<?> list, Arguments call) {
    List<@Nullable Object> unique = new ArrayList<>();
    for (Object element : list) {
      if (!Operators.in(element, unique, call.frame(), call.column())) {
        unique.add(element);
      }
    }
    return unique;
  }
}
