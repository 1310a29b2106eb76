package dev.serin.agent.exposition;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads one sample line from left to right. Every error names the column, from 1. */
final class LineCursor {

  /** A line that cannot be read. */
  static final class LineException extends Exception {
    private static final long serialVersionUID = 1L;

    LineException(int column, String problem) {
      super(column + ": " + problem);
    }
  }

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

  private final String line;
  private int position;

  LineCursor(String line) {
    this.line = line;
  }

  boolean atEnd() {
    return position >= line.length();
  }

  boolean at(char expected) {
    return !atEnd() && line.charAt(position) == expected;
  }

  void skipBlanks() {
    while (at(' ') || at('\t')) {
      position++;
    }
  }

  void expect(char expected) throws LineException {
    if (!at(expected)) {
      throw problem("expected '" + expected + "'");
    }
    position++;
  }

  boolean skip(char expected) {
    if (at(expected)) {
      position++;
      return true;
    }
    return false;
  }

  LineException problem(String what) {
    return new LineException(position + 1, what);
  }

  /** A metric's or label's name: letters, digits, underscores and colons, no digit first. */
  String name() throws LineException {
    int start = position;
    while (!atEnd() && isNameCharacter(line.charAt(position), position == start)) {
      position++;
    }
    if (position == start) {
      throw problem("expected a name");
    }
    return line.substring(start, position);
  }

  private static boolean isNameCharacter(char character, boolean first) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || character == '_'
        || character == ':'
        || (!first && character >= '0' && character <= '9');
  }

  /** A string in double quotes, with the escapes backslash, quote and line feed. */
  String quoted() throws LineException {
    expect('"');
    StringBuilder text = new StringBuilder();
    while (!at('"')) {
      if (atEnd()) {
        throw problem("the string has no end");
      }
      char character = line.charAt(position++);
      text.append(character == '\\' ? escaped() : character);
    }
    position++;
    return text.toString();
  }

  private char escaped() throws LineException {
    if (atEnd()) {
      throw problem("the string has no end");
    }
    char character = line.charAt(position++);
    return switch (character) {
      case 'n' -> '\n';
      case '\\', '"' -> character;
      default -> throw problem("unknown escape \\" + character);
    };
  }

  /** Labels up to and with the closing brace; the opening one has been read. */
  Map<String, String> labels() throws LineException {
    Map<String, String> labels = new HashMap<>();
    skipBlanks();
    while (!skip('}')) {
      String label = at('"') ? quoted() : name();
      skipBlanks();
      expect('=');
      skipBlanks();
      if (labels.put(label, quoted()) != null) {
        throw problem("label " + label + " twice");
      }
      separator();
    }
    return labels;
  }

  /** A comma, or nothing if the closing brace follows. */
  void separator() throws LineException {
    skipBlanks();
    if (skip(',')) {
      skipBlanks();
    } else if (!at('}')) {
      throw problem("expected ',' or '}'");
    }
  }

  /** A number as Prometheus writes it: decimal, NaN, or an infinity. */
  double number() throws LineException {
    int start = position;
    while (!atEnd() && !at(' ') && !at('\t')) {
      position++;
    }
    String text = line.substring(start, position);
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> decimal(text, start);
    };
  }

  private double decimal(String text, int start) throws LineException {
    if (!NUMBER.matcher(text).matches()) {
      position = start;
      throw problem("expected a number");
    }
    return Double.parseDouble(text);
  }
}
