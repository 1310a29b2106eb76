package dev.serin.delivery.catalog.project.go;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The directives of a {@code go.mod} or {@code go.work}: both are lines of words, of which
 * parentheses group some ({@code require ( … )}).
 *
 * @param directives in the order of the file
 */
public record GoFile(List<Directive> directives) {
  /**
   * One directive.
   *
   * @param verb {@code module}, {@code require}, {@code replace}, {@code use} …
   * @param words what follows, without quotes and comments
   * @param indirect whether a comment says that no package of the module needs it itself
   * @param line in the file, from 1
   */
  public record Directive(String verb, List<String> words, boolean indirect, int line) {
    /** Copies the words. */
    public Directive {
      words = List.copyOf(words);
    }

    /** Returns the first word behind the verb. */
    String first() {
      return words.isEmpty() ? "" : words.get(0);
    }

    /** Returns the folder behind the arrow of a {@code replace}, when it is one of this machine. */
    Optional<String> replacementFolder() {
      int arrow = words.indexOf("=>");
      if (arrow < 0 || arrow + 1 >= words.size()) {
        return Optional.empty();
      }
      String target = words.get(arrow + 1);
      return target.startsWith("./") || target.startsWith("../")
          ? Optional.of(target)
          : Optional.empty();
    }
  }

  /** Copies the directives. */
  public GoFile {
    directives = List.copyOf(directives);
  }

  /** Reads a file; lines that are no directive are left out, since the go command reports them. */
  public static GoFile parse(String text) {
    List<Directive> directives = new ArrayList<>();
    String block = "";
    int line = 0;
    for (String raw : text.lines().toList()) {
      line++;
      int comment = raw.indexOf("//");
      boolean indirect = comment >= 0 && raw.substring(comment).contains("indirect");
      String code = (comment < 0 ? raw : raw.substring(0, comment)).strip();
      if (code.isEmpty()) {
        continue;
      }
      if (code.equals(")")) {
        block = "";
        continue;
      }
      List<String> words = words(code);
      if (block.isEmpty() && words.get(words.size() - 1).equals("(")) {
        block = words.get(0);
        continue;
      }
      String verb = block.isEmpty() ? words.remove(0) : block;
      directives.add(new Directive(verb, words, indirect, line));
    }
    return new GoFile(directives);
  }

  /** Returns the directives with a verb. */
  public List<Directive> all(String verb) {
    return directives.stream().filter(directive -> directive.verb().equals(verb)).toList();
  }

  /** Returns the module's path, if it says one. */
  Optional<String> module() {
    return all("module").stream().map(Directive::first).filter(p -> !p.isEmpty()).findFirst();
  }

  private static List<String> words(String code) {
    List<String> words = new ArrayList<>();
    for (String word : code.replace("(", " ( ").strip().split("\\s+")) {
      words.add(word.replaceAll("^[\"`]|[\"`]$", ""));
    }
    return words;
  }
}
