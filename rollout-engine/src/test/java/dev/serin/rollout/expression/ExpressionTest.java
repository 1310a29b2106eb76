package dev.serin.rollout.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final List<Double> NUMBERS = List.of(1.0, 2.0, 3.0);
  private static final Map<String, Object> MAP =
      Map.of("ok", true, "data", List.of(Map.of("v", 0.5, "n", "a"), Map.of("v", 2.0, "n", "b")));

  private static @Nullable Object value(String text, @Nullable Object result) {
    return Expression.condition(text).evaluate(Scope.ofResult(result, NOW));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        // arithmetic: whole numbers stay whole, quotients never are
        row("1 + 2 * 3", null, 7L),
        row("(1 + 2) * 3", null, 9L),
        row("7 / 2", null, 3.5),
        row("4 / 2", null, 2.0),
        row("7 % 4", null, 3L),
        row("-2 ** 2", null, -4.0),
        row("2 ** 3 ** 2", null, 512.0),
        row("2 ^ 3", null, 8.0),
        row("1_000 + 0x10", null, 1016L),
        row("1.5e2 - .5", null, 149.5),
        row("10 - 3 - 2", null, 5L),
        row("'a' + \"b\" + `c`", null, "abc"),
        row("'\\u0041\\n'", null, "A\n"),
        // comparison, boolean, ternary
        row("1 == 1.0", null, true),
        row("1 < 2 < 3", null, true),
        row("1 < 3 < 2", null, false),
        row("not true == false", null, true),
        row("!(1 > 2) and 2 >= 2 or false", null, true),
        row("true || result.x", 1.0, true),
        row("1 > 2 ? 'a' : 2 > 1 ? 'b' : 'c'", null, "b"),
        row("nil ?: 5", null, 5L),
        row("nil ?? 4", null, 4L),
        row("'b' > 'a'", null, true),
        // result and its parts
        row("result > 0.95", 0.96, true),
        row("result[0] >= 0.95", List.of(0.95), true),
        row("result[-1]", NUMBERS, 3.0),
        row("result[1:]", NUMBERS, List.of(2.0, 3.0)),
        row("result[:-1]", NUMBERS, List.of(1.0, 2.0)),
        row("result[1:9]", NUMBERS, List.of(2.0, 3.0)),
        row("result.data[1].v", MAP, 2.0),
        row("result['ok']", MAP, true),
        row("result.nothing == nil", MAP, true),
        row("result.nothing?.deeper.still", MAP, null),
        row("result?.[1]", NUMBERS, 2.0),
        row("'abc'[1:]", null, "bc"),
        // functions that look at all elements
        row("all(result, {# > 0})", NUMBERS, true),
        row("all(result, # > 1)", NUMBERS, false),
        row("any(result, {# > 2})", NUMBERS, true),
        row("none(result, {# > 3})", NUMBERS, true),
        row("one(result, {# > 2})", NUMBERS, true),
        row("filter(result, {# > 1})", NUMBERS, List.of(2.0, 3.0)),
        row("map(result, # * 2)", NUMBERS, List.of(2.0, 4.0, 6.0)),
        row("count(result, # > 1)", NUMBERS, 2L),
        row("find(result, # > 1)", NUMBERS, 2.0),
        row("findIndex(result, # > 1)", NUMBERS, 1L),
        row("findLast(result, # < 3)", NUMBERS, 2.0),
        row("sum(result)", NUMBERS, 6.0),
        row("sum(result, # * 2)", NUMBERS, 12.0),
        row("sum([1, 2])", null, 3L),
        row("reduce(result, #acc + #)", NUMBERS, 6.0),
        row("reduce(result, #acc + #, 10)", NUMBERS, 16.0),
        row("map(result, #index)", NUMBERS, List.of(0L, 1L, 2L)),
        row("all(result.data, {.v > 0})", MAP, true),
        row("any(result.data, all([.v], # > 1))", MAP, true),
        row("map(sortBy(result.data, .v, 'desc'), .n)", MAP, List.of("b", "a")),
        row("result | filter(# > 1) | len()", NUMBERS, 2L),
        row("len(result) == 0 || result[0] < 1", List.of(), true),
        // functions of values
        row("max(result)", NUMBERS, 3.0),
        row("min(3, 1, 2)", null, 1L),
        row("mean(result)", NUMBERS, 2.0),
        row("median([4, 1, 3, 2])", null, 2.5),
        row("abs(-3)", null, 3L),
        row("ceil(1.2) + floor(1.8) + round(2.5)", null, 6.0),
        row("len('häh')", null, 3L),
        row("first(result) + last(result)", NUMBERS, 4.0),
        row("concat([1], [2]) == [1, 2]", null, true),
        row("upper(trim(' a '))", null, "A"),
        row("join(split('a-b', '-'), '+')", null, "a+b"),
        row("sort([3, 1, 2])[0]", null, 1L),
        row("uniq([1, 1, 2])", null, List.of(1L, 2L)),
        row("get(result, 7) ?? 9", NUMBERS, 9L),
        row("{a: 1, 'b': 2}.b", null, 2L),
        row("2 in 1..3", null, true),
        row("let x = 2; x * x", null, 4L),
        // membership and texts
        row("2 in result", NUMBERS, true),
        row("5 not in result", NUMBERS, true),
        row("'ok' in result", MAP, true),
        row("result matches '^a.c$'", "abc", true),
        row("result contains 'b' and result startsWith 'a' && result endsWith 'c'", "abc", true),
        // what Argo adds
        row("asInt(result) == 1", "1", true),
        row("asInt(result) == 1", 1.123, true),
        row("asFloat(result) >= 1.1", "1.1", true),
        row("isNaN(result)", Double.NaN, true),
        row("isInf(result)", Double.NEGATIVE_INFINITY, true),
        row("isNil(result)", null, true),
        row("isNil(7)", null, true),
        row("default(result, 0) < 5", null, true),
        row("default(result, 0) < 5", 7.0, false),
        row("result < 1 || result > 1 || result == result", Double.NaN, false),
        row("1 /* a */ + 1 // b", null, 2L));
  }

  private static Arguments row(String text, @Nullable Object result, @Nullable Object expected) {
    return Arguments.of(text, result, expected);
  }

  @ParameterizedTest
  @MethodSource("values")
  void hasTheValueThatUsersOfArgoKnow(
      String text, @Nullable Object result, @Nullable Object expected) {
    assertEquals(expected, value(text, result));
  }

  static Stream<Arguments> problems() {
    return Stream.of(
        problem("invalidVariable", null, "unknown name invalidVariable (column 1)"),
        problem("true && a == true", null, "unknown name a (column 9)"),
        problem("1 +", null, "unexpected token EOF (column 4)"),
        problem("(1", null, "unexpected token EOF (column 3)"),
        problem("1 2", null, "unexpected token Number(\"2\") (column 3)"),
        problem("'abc", null, "literal not terminated (column 1)"),
        problem("1 ~ 2", null, "unrecognized character: U+007E (column 3)"),
        problem("#", null, "unexpected token Operator(\"#\") (column 1)"),
        problem("result[3]", NUMBERS, "index out of range: 3 (array length is 3) (column 7)"),
        problem("result[0]", List.of(), "index out of range: 0 (array length is 0) (column 7)"),
        problem("result.a", null, "cannot fetch a from <nil> (column 7)"),
        problem("result.a.b", Map.of(), "cannot fetch b from <nil> (column 9)"),
        problem("result.Name() == 'hi'", true, "method Name cannot be called (column 8)"),
        problem(
            "asFloat(result) == \"1.1\"",
            "1.1",
            "invalid operation: == (mismatched types float64 and string) (column 17)"),
        problem(
            "asInt(result) == 1.1",
            "1.1",
            "strconv.ParseInt: parsing \"1.1\": invalid syntax (column 1)"),
        problem(
            "asFloat(result)",
            "NotANum",
            "strconv.ParseFloat: parsing \"NotANum\": invalid syntax (column 1)"),
        problem(
            "result > 'a'",
            1.0,
            "invalid operation: > (mismatched types float64 and string) (column 8)"),
        problem(
            "isNaN(result)",
            List.of(),
            "cannot use []interface {} as argument (type float64) to call isNaN (column 1)"),
        problem("5 % 0", null, "integer divide by zero (column 3)"),
        problem("len(1)", null, "invalid argument for len (type int) (column 1)"),
        problem("len()", null, "not enough arguments to call len (column 1)"),
        problem("nothing()", null, "unknown name nothing (column 1)"),
        problem("'a' matches '('", null, "error parsing regexp: Unclosed group: `(` (column 5)"),
        problem("all(result, 1)", NUMBERS, "expected bool, but got int (column 1)"));
  }

  private static Arguments problem(String text, @Nullable Object result, String expected) {
    return Arguments.of(text, result, expected);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void saysWhatIsWrongAndWhere(String text, @Nullable Object result, String expected) {
    ExpressionException problem =
        assertThrows(ExpressionException.class, () -> value(text, result));
    assertEquals(expected, problem.described());
  }

  @Test
  void aConditionIsTrueOrFalse() {
    ExpressionException problem =
        assertThrows(
            ExpressionException.class,
            () -> Expression.condition("1").holds(Scope.ofResult(true, NOW)));
    assertEquals("expected bool, but got int", problem.getMessage());
  }

  @Test
  void readsTimes() {
    Scope scope = Scope.ofTime(NOW);
    assertEquals(NOW.minusSeconds(300), Expression.time("now() - duration('5m')").instant(scope));
    assertEquals(
        Instant.parse("2023-08-13T23:00:00Z"),
        Expression.time(
                "date(\"2023-08-14 00:00:00\", \"2006-01-02 15:04:05\", \"UTC\") - duration(\"1h\")")
            .instant(scope));
    assertEquals(
        "expected time.Time, but got int",
        assertThrows(ExpressionException.class, () -> Expression.time("5").instant(scope))
            .getMessage());
    assertThrows(ExpressionException.class, () -> Expression.time("result"));
    assertThrows(ExpressionException.class, () -> Expression.time("now() -- ?"));
  }

  static Stream<String> bombs() {
    return Stream.of(
        "1..9999999999",
        "len(map(1..2000, map(1..2000, #)))",
        "'" + "a".repeat(60) + "!' matches '(.*a){14}x'",
        "let s = 'x'; len(reduce(1..60, #acc + #acc, s))",
        "replace('" + "a".repeat(4000) + "', 'a', '" + "b".repeat(4000) + "')",
        "(".repeat(500) + "1" + ")".repeat(500),
        "!".repeat(500) + "true",
        "[".repeat(500),
        "1" + "+1".repeat(4999),
        "a".repeat(20_000));
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void whatAsksForTooMuchIsRefused(String text) {
    assertThrows(ExpressionException.class, () -> value(text, null));
  }

  @Test
  void aLongChainIsNoBomb() {
    assertEquals(2001L, value("1" + "+1".repeat(2000), null));
  }

  @Test
  void nilInsideOfAnArrayIsAllowed() {
    assertEquals(true, value("result[0] == nil", Arrays.asList((Object) null)));
  }
}
