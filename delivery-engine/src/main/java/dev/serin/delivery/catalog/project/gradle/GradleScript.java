package dev.serin.delivery.catalog.project.gradle;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Gradle script in Groovy or Kotlin, without its comments, of which only literal calls are
 * understood: nothing is run. Places stay those of the original text.
 *
 * @param path its path from the root of the repository
 * @param text as written, with blanks in place of comments
 */
record GradleScript(String path, String text) {
  private static final Pattern COMMENT_OR_TEXT =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|'''.*?'''"
              + "|\"(?:\\\\.|[^\"\\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\\n])*+'");
  private static final Pattern LITERAL = Pattern.compile("\"([^\"$\\\\]*)\"|'([^'\\\\]*)'");

  /**
   * A text that a call names.
   *
   * @param value the text
   * @param offset where it is in the script
   */
  record Literal(String value, int offset) {}

  static GradleScript parse(String path, String text) {
    Matcher matcher = COMMENT_OR_TEXT.matcher(text);
    StringBuilder code = new StringBuilder();
    while (matcher.find()) {
      boolean comment = matcher.group().startsWith("/");
      String kept = comment ? matcher.group().replaceAll("[^\\n]", " ") : matcher.group();
      matcher.appendReplacement(code, Matcher.quoteReplacement(kept));
    }
    matcher.appendTail(code);
    return new GradleScript(path, code.toString());
  }

  /** Returns all literals of calls of a function, whatever its number of arguments. */
  List<Literal> arguments(String function) {
    List<Literal> literals = new ArrayList<>();
    Matcher call = call(function);
    while (call.find()) {
      literals.addAll(literals(call.end(), end(call.end())));
    }
    return literals;
  }

  boolean contains(Pattern pattern) {
    return pattern.matcher(text).find();
  }

  int line(int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(each -> each == '\n').count();
  }

  int column(int offset) {
    return offset - text.lastIndexOf('\n', Math.max(0, offset - 1));
  }

  List<Literal> literals(int start, int end) {
    List<Literal> literals = new ArrayList<>();
    Matcher literal = LITERAL.matcher(text).region(start, end);
    while (literal.find()) {
      String value = literal.group(1) != null ? literal.group(1) : literal.group(2);
      literals.add(new Literal(value, literal.start()));
    }
    return literals;
  }

  private Matcher call(String function) {
    return Pattern.compile("(?<![\\w.$])" + Pattern.quote(function) + "\\b[ \\t]*(?=[(\"'\\[\\w])")
        .matcher(text);
  }

  /** Returns where a call's arguments end: at its closing bracket, else with its last line. */
  private int end(int start) {
    if (start < text.length() && text.charAt(start) == '(') {
      int depth = 0;
      for (int i = start; i < text.length(); i++) {
        depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
        if (depth == 0) {
          return i + 1;
        }
      }
      return text.length();
    }
    int line = text.indexOf('\n', start);
    while (line > 0 && text.substring(start, line).stripTrailing().endsWith(",")) {
      line = text.indexOf('\n', line + 1);
    }
    return line < 0 ? text.length() : line;
  }
}
