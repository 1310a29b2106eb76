package dev.serin.rollout.expression;

/**
 * A word of the language.
 *
 * @param text the word; a string without its quotes and escapes
 * @param column where it begins, from 1
 */
record Token(Kind kind, String text, int column) {

  enum Kind {
    NUMBER("Number"),
    STRING("String"),
    NAME("Identifier"),
    OPERATOR("Operator"),
    BRACKET("Bracket"),
    END("EOF");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  boolean is(String word) {
    return kind != Kind.STRING && text.equals(word);
  }

  @Override
  public String toString() {
    return kind == Kind.END ? kind.title : kind.title + "(\"" + text + "\")";
  }
}
