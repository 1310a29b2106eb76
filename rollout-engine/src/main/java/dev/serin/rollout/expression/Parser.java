package dev.serin.rollout.expression;

import dev.serin.rollout.expression.Nodes.ArrayOf;
import dev.serin.rollout.expression.Nodes.Conditional;
import dev.serin.rollout.expression.Nodes.Let;
import dev.serin.rollout.expression.Nodes.Literal;
import dev.serin.rollout.expression.Nodes.MapOf;
import dev.serin.rollout.expression.Nodes.Member;
import dev.serin.rollout.expression.Nodes.Name;
import dev.serin.rollout.expression.Nodes.Pointer;
import dev.serin.rollout.expression.Nodes.Slice;
import dev.serin.rollout.expression.Operations.Binary;
import dev.serin.rollout.expression.Operations.Junction;
import dev.serin.rollout.expression.Operations.Negative;
import dev.serin.rollout.expression.Operations.Not;
import dev.serin.rollout.expression.Operations.Otherwise;
import dev.serin.rollout.expression.Operations.Range;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parses by precedence climbing: an operator takes as its right side everything that binds tighter
 * than itself.
 */
final class Parser {
  private static final int DEEPEST = 100;
  private static final int UNARY_NOT = 50;
  private static final int UNARY_SIGN = 90;
  private static final Map<String, Integer> PRECEDENCE =
      Map.ofEntries(
          Map.entry("|", 0),
          Map.entry("or", 10),
          Map.entry("||", 10),
          Map.entry("and", 15),
          Map.entry("&&", 15),
          Map.entry("==", 20),
          Map.entry("!=", 20),
          Map.entry("<", 20),
          Map.entry(">", 20),
          Map.entry("<=", 20),
          Map.entry(">=", 20),
          Map.entry("in", 20),
          Map.entry("matches", 20),
          Map.entry("contains", 20),
          Map.entry("startsWith", 20),
          Map.entry("endsWith", 20),
          Map.entry("..", 25),
          Map.entry("+", 30),
          Map.entry("-", 30),
          Map.entry("*", 60),
          Map.entry("/", 60),
          Map.entry("%", 60),
          Map.entry("**", 100),
          Map.entry("^", 100),
          Map.entry("??", 500));
  private static final Set<String> ORDERS = Set.of("<", ">", "<=", ">=");
  private static final Set<String> NEGATABLE =
      Set.of("in", "matches", "contains", "startsWith", "endsWith");

  private final List<Token> tokens;
  private final Set<String> names;
  private int position;
  private int depth;
  private int predicates;

  Parser(List<Token> tokens, Set<String> names) {
    this.tokens = tokens;
    this.names = new HashSet<>(names);
  }

  Node whole() {
    Node node = sequence();
    if (now().kind() != Token.Kind.END) {
      throw unexpected();
    }
    return node;
  }

  private Node sequence() {
    if (!now().is("let") || now().kind() != Token.Kind.NAME) {
      return expression(0);
    }
    Token let = take();
    Token name = take(Token.Kind.NAME);
    expect("=");
    Node value = expression(0);
    expect(";");
    boolean fresh = names.add(name.text());
    enter();
    Node body = sequence();
    depth--;
    if (fresh) {
      names.remove(name.text());
    }
    return new Let(name.text(), value, body, let.column());
  }

  private Node expression(int least) {
    enter();
    Node left = unary();
    while (now().kind() == Token.Kind.OPERATOR) {
      boolean negated = now().is("not") && NEGATABLE.contains(tokens.get(position + 1).text());
      Token operator = negated ? tokens.get(position + 1) : now();
      Integer precedence = PRECEDENCE.get(operator.text());
      if (precedence == null || precedence < least) {
        break;
      }
      position += negated ? 2 : 1;
      left = combined(left, operator, precedence);
      left = negated ? new Not(left, operator.column()) : left;
    }
    if (least == 0 && now().is("?")) {
      left = conditional(left);
    }
    depth--;
    return left;
  }

  private Node combined(Node left, Token operator, int precedence) {
    String word = operator.text();
    int column = operator.column();
    if (word.equals("|")) {
      Token function = take(Token.Kind.NAME);
      return postfix(call(function, List.of(left)));
    }
    boolean rightFirst = word.equals("**") || word.equals("^");
    Node right = expression(rightFirst ? precedence : precedence + 1);
    if (ORDERS.contains(word) && ORDERS.contains(now().text())) {
      return chain(left, word, right, column);
    }
    return switch (word) {
      case "and", "&&" -> new Junction(true, left, right, column);
      case "or", "||" -> new Junction(false, left, right, column);
      case "??" -> new Otherwise(left, right, column);
      case ".." -> new Range(left, right, column);
      default -> new Binary(word.equals("^") ? "**" : word, left, right, column);
    };
  }

  /** {@code 1 < x < 3} means {@code 1 < x and x < 3}. */
  private Node chain(Node left, String first, Node middle, int column) {
    Node all = new Binary(first, left, middle, column);
    Node last = middle;
    while (ORDERS.contains(now().text()) && now().kind() == Token.Kind.OPERATOR) {
      Token operator = take();
      Node next = expression(21);
      Node link = new Binary(operator.text(), last, next, operator.column());
      all = new Junction(true, all, link, operator.column());
      last = next;
    }
    return all;
  }

  private Node conditional(Node condition) {
    Token mark = take();
    if (now().is(":")) {
      take();
      return new Otherwise(condition, expression(0), mark.column());
    }
    Node yes = expression(0);
    expect(":");
    return new Conditional(condition, yes, expression(0), mark.column());
  }

  private Node unary() {
    Token token = now();
    if (token.kind() == Token.Kind.OPERATOR) {
      if (token.is("not") || token.is("!")) {
        take();
        return new Not(expression(UNARY_NOT), token.column());
      }
      if (token.is("-") || token.is("+")) {
        take();
        Node operand = expression(UNARY_SIGN);
        return token.is("-") ? new Negative(operand, token.column()) : operand;
      }
    }
    return postfix(primary());
  }

  private Node primary() {
    Token token = take();
    return switch (token.kind()) {
      case NUMBER -> new Literal(number(token), token.column());
      case STRING -> new Literal(token.text(), token.column());
      case NAME -> named(token);
      case BRACKET -> bracketed(token);
      case OPERATOR -> pointer(token);
      case END -> throw unexpected(token);
    };
  }

  private static Object number(Token token) {
    String text = token.text();
    try {
      if (text.matches("0[xX].*")) {
        return Long.parseLong(text.substring(2), 16);
      }
      if (text.matches("\\d+")) {
        return Long.parseLong(text);
      }
      if (text.matches("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
        return Double.parseDouble(text);
      }
    } catch (NumberFormatException tooLarge) {
      throw new ExpressionException(token.column(), "number out of range: " + text);
    }
    throw new ExpressionException(token.column(), "bad number syntax: \"" + text + "\"");
  }

  private Node named(Token token) {
    return switch (token.text()) {
      case "true" -> new Literal(true, token.column());
      case "false" -> new Literal(false, token.column());
      case "nil" -> new Literal(null, token.column());
      default -> now().is("(") ? call(token, List.of()) : variable(token);
    };
  }

  private Node variable(Token token) {
    if (!names.contains(token.text())) {
      throw new ExpressionException(token.column(), "unknown name " + token.text());
    }
    return new Name(token.text(), token.column());
  }

  private Node bracketed(Token token) {
    return switch (token.text()) {
      case "(" -> inParentheses();
      case "[" -> new ArrayOf(list("]"), token.column());
      case "{" -> map(token);
      default -> throw unexpected(token);
    };
  }

  private Node inParentheses() {
    Node inner = sequence();
    expect(")");
    return inner;
  }

  private Node map(Token start) {
    Map<Node, Node> entries = new LinkedHashMap<>();
    while (!now().is("}")) {
      Token key = now();
      Node name;
      if (key.kind() == Token.Kind.BRACKET && key.is("(")) {
        name = expression(0);
      } else if (key.kind() == Token.Kind.END || key.kind() == Token.Kind.BRACKET) {
        throw unexpected();
      } else {
        name = new Literal(take().text(), key.column());
      }
      expect(":");
      entries.put(name, expression(0));
      if (!now().is("}")) {
        expect(",");
      }
    }
    take();
    return new MapOf(entries, start.column());
  }

  private Node pointer(Token token) {
    if (predicates > 0 && token.is("#")) {
      boolean named = now().is("index") || now().is("acc");
      return new Pointer(named ? take().text() : "", token.column());
    }
    if (predicates > 0 && token.is(".")) {
      Token member = take(Token.Kind.NAME);
      Node key = new Literal(member.text(), member.column());
      return new Member(new Pointer("", token.column()), key, false, token.column());
    }
    throw unexpected(token);
  }

  private Node postfix(Node start) {
    Node node = start;
    while (true) {
      Token token = now();
      boolean optional = token.is("?.");
      if (optional || token.is(".")) {
        take();
        if (optional && now().is("[")) {
          Token bracket = take();
          node = index(node, true, bracket);
        } else {
          node = member(node, optional, token);
        }
      } else if (token.is("[") && token.kind() == Token.Kind.BRACKET) {
        take();
        node = index(node, false, token);
      } else {
        return node;
      }
    }
  }

  private Node member(Node target, boolean optional, Token point) {
    Token member = take();
    if (member.kind() != Token.Kind.NAME && member.kind() != Token.Kind.OPERATOR) {
      throw unexpected(member);
    }
    if (now().is("(")) {
      throw new ExpressionException(
          member.column(), "method " + member.text() + " cannot be called");
    }
    Node key = new Literal(member.text(), member.column());
    return new Member(target, key, optional, point.column());
  }

  private Node index(Node target, boolean optional, Token bracket) {
    if (now().is(":")) {
      take();
      Node to = now().is("]") ? null : expression(0);
      expect("]");
      return new Slice(target, null, to, bracket.column());
    }
    Node from = expression(0);
    if (now().is(":")) {
      take();
      Node to = now().is("]") ? null : expression(0);
      expect("]");
      return new Slice(target, from, to, bracket.column());
    }
    expect("]");
    return new Member(target, from, optional, bracket.column());
  }

  private Node call(Token function, List<Node> first) {
    expect("(");
    String name = function.text();
    List<Node> arguments = new ArrayList<>(first);
    Predicates.Predicate predicate = Predicates.named(name);
    if (predicate == null && !Functions.known(name)) {
      throw new ExpressionException(function.column(), "unknown name " + name);
    }
    while (!now().is(")") || now().kind() == Token.Kind.STRING) {
      boolean closure = predicate != null && arguments.size() == 1;
      arguments.add(closure ? closure() : expression(0));
      if (!now().is(")")) {
        expect(",");
      }
    }
    take();
    return predicate != null
        ? Predicates.call(predicate, name, arguments, function.column())
        : Functions.call(name, arguments, function.column());
  }

  private Node closure() {
    boolean braces = now().is("{");
    if (braces) {
      take();
    }
    predicates++;
    Node body = sequence();
    predicates--;
    if (braces) {
      expect("}");
    }
    return body;
  }

  private List<Node> list(String end) {
    List<Node> elements = new ArrayList<>();
    while (!now().is(end)) {
      elements.add(expression(0));
      if (!now().is(end)) {
        expect(",");
      }
    }
    take();
    return elements;
  }

  private void enter() {
    if (++depth > DEEPEST) {
      throw new ExpressionException(now().column(), "expression is nested too deeply");
    }
  }

  private Token now() {
    return tokens.get(position);
  }

  private Token take() {
    Token token = tokens.get(position);
    if (token.kind() != Token.Kind.END) {
      position++;
    }
    return token;
  }

  private Token take(Token.Kind kind) {
    if (now().kind() != kind) {
      throw unexpected();
    }
    return take();
  }

  private void expect(String word) {
    if (!now().is(word)) {
      throw unexpected();
    }
    take();
  }

  private ExpressionException unexpected() {
    return unexpected(now());
  }

  private static ExpressionException unexpected(Token token) {
    return new ExpressionException(token.column(), "unexpected token " + token);
  }
}
