package dev.serin.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A doc comment of a Groovy source, and what it documents.
 *
 * @param text without the stars
 * @param declaration the line that follows it
 */
record DocComment(String text, String declaration) {

  private static final Pattern COMMENT =
      Pattern.compile("/\\*\\*(.*?)\\*/\\s*((?:@NonCPS\\s*)?[^\\n]*)", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("<pre>\\n?(.*?)\\n?</pre>", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("(\\w+)\\(");

  /** All of a source. */
  static List<DocComment> of(String source) {
    List<DocComment> found = new ArrayList<>();
    Matcher matcher = COMMENT.matcher(source);
    while (matcher.find()) {
      String text = matcher.group(1).replaceAll("(?m)^\\s*\\* ?", "").strip();
      found.add(new DocComment(text, matcher.group(2).replaceFirst("@NonCPS\\s*", "")));
    }
    return found;
  }

  /** Name of the method that it documents; empty for anything else. */
  String method() {
    Matcher matcher = NAME.matcher(declaration);
    return matcher.find() && !declaration.startsWith("class") ? matcher.group(1) : "";
  }

  /** As plain text: code is indented. */
  String plain() {
    return plain(
        CODE.matcher(text).replaceAll(code -> quoted(code.group(1).indent(4).stripTrailing())));
  }

  /** As Markdown. */
  String markdown() {
    String fenced =
        CODE.matcher(text).replaceAll(code -> quoted("```groovy\n" + code.group(1) + "\n```"));
    return plain(fenced.replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`"));
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  private static String plain(String text) {
    return text.replaceAll("\\{@(?:code|link) ([^}]*)}", "$1")
        .replace("&#64;", "@")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
