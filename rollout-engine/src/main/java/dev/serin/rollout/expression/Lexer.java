package dev.serin.rollout.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Splits a text into words. */
final class Lexer {
  private static final int MOST_TOKENS = 5_000;
  private static final Set<String> WORDS =
      Set.of("and", "or", "not", "in", "matches", "contains", "startsWith", "endsWith");
  private static final List<String> OPERATORS =
      List.of(
          "**", "..", "?.", "??", "==", "!=", "<=", ">=", "&&", "||", "|", "+", "-", "*", "/", "%",
          "^", "<", ">", "!", "?", ":", ",", ".", "#", "=", ";");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int position;

  private Lexer(String text) {
    this.text = text;
  }

  /** The words, the last one being the end. */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    while (lexer.skipBlanks()) {
      lexer.next();
    }
    lexer.add(Token.Kind.END, "", text.length());
    return lexer.tokens;
  }

  private void add(Token.Kind kind, String word, int start) {
    if (tokens.size() == MOST_TOKENS) {
      throw new ExpressionException(start + 1, "expression exceeds maximum allowed nodes");
    }
    tokens.add(new Token(kind, word, start + 1));
  }

  private boolean skipBlanks() {
    while (position < text.length()) {
      if (Character.isWhitespace(text.charAt(position))) {
        position++;
      } else if (text.startsWith("//", position)) {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", position)) {
        int end = text.indexOf("*/", position + 2);
        if (end < 0) {
          throw new ExpressionException(position + 1, "unclosed comment");
        }
        position = end + 2;
      } else {
        return true;
      }
    }
    return false;
  }

  private void next() {
    char first = text.charAt(position);
    int start = position;
    if (digit(first) || (first == '.' && position + 1 < text.length() && decimalPoint())) {
      add(Token.Kind.NUMBER, number(), start);
    } else if (first == '"' || first == '\'' || first == '`') {
      add(Token.Kind.STRING, string(first), start);
    } else if (Character.isLetter(first) || first == '_' || first == '$') {
      while (position < text.length() && namePart(text.charAt(position))) {
        position++;
      }
      String name = text.substring(start, position);
      add(WORDS.contains(name) ? Token.Kind.OPERATOR : Token.Kind.NAME, name, start);
    } else if ("()[]{}".indexOf(first) >= 0) {
      position++;
      add(Token.Kind.BRACKET, String.valueOf(first), start);
    } else {
      add(Token.Kind.OPERATOR, operator(), start);
    }
  }

  /** Whether a point here begins a number: a digit follows, and nothing that has members. */
  private boolean decimalPoint() {
    Token last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
    boolean member =
        last != null
            && (last.kind() == Token.Kind.NAME || last.is(")") || last.is("]") || last.is("}"));
    return digit(text.charAt(position + 1)) && !member;
  }

  private String operator() {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, position)) {
        position += operator.length();
        return operator;
      }
    }
    throw new ExpressionException(
        position + 1, "unrecognized character: U+%04X".formatted((int) text.charAt(position)));
  }

  private String number() {
    int start = position;
    if (text.startsWith("0x", position) || text.startsWith("0X", position)) {
      position += 2;
    }
    while (position < text.length()) {
      char here = text.charAt(position);
      boolean range = text.startsWith("..", position);
      boolean exponent =
          (here == '+' || here == '-')
              && (text.charAt(position - 1) == 'e' || text.charAt(position - 1) == 'E')
              && !text.startsWith("0x", start);
      if (range || !(Character.isLetterOrDigit(here) || here == '_' || here == '.' || exponent)) {
        break;
      }
      position++;
    }
    return text.substring(start, position).replace("_", "");
  }

  private String string(char quote) {
    int start = position++;
    StringBuilder value = new StringBuilder();
    while (position < text.length() && text.charAt(position) != quote) {
      char here = text.charAt(position++);
      value.append(here == '\\' && quote != '`' ? escaped(start) : String.valueOf(here));
    }
    if (position == text.length()) {
      throw new ExpressionException(start + 1, "literal not terminated");
    }
    position++;
    return value.toString();
  }

  private String escaped(int start) {
    if (position == text.length()) {
      throw new ExpressionException(start + 1, "literal not terminated");
    }
    char code = text.charAt(position++);
    return switch (code) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'v' -> "\u000b";
      case '\\', '"', '\'', '`' -> String.valueOf(code);
      case 'x' -> codePoint(2);
      case 'u' -> codePoint(4);
      case 'U' -> codePoint(8);
      default -> throw new ExpressionException(position, "invalid char escape");
    };
  }

  private String codePoint(int digits) {
    int end = position + digits;
    if (end > text.length() || !text.substring(position, end).matches("[0-9a-fA-F]+")) {
      throw new ExpressionException(position, "invalid char escape");
    }
    long code = Long.parseLong(text.substring(position, end), 16);
    position = end;
    if (code > Character.MAX_CODE_POINT) {
      throw new ExpressionException(position, "invalid char escape");
    }
    return Character.toString((int) code);
  }

  private static boolean digit(char character) {
    return character >= '0' && character <= '9';
  }

  private static boolean namePart(char character) {
    return Character.isLetterOrDigit(character) || character == '_' || character == '$';
  }
}
