package dev.serin.demo.story;

import java.util.List;

/**
 * A commit that somebody makes.
 *
 * @param author who makes it
 * @param message the commit's message, one line
 * @param edits what it changes; empty for the first commit, which holds the whole repository
 */
public record Change(Author author, String message, List<Edit> edits) {

  /** Keeps its own copy of the edits. */
  public Change {
    edits = List.copyOf(edits);
  }

  /** The people of the shop. */
  public enum Author {
    /** Works on the catalogue and what is recommended from it. */
    ADA("Ada Okafor", "ada@shop.example"),
    /** Works on the cart. */
    BEN("Ben Lindqvist", "ben@shop.example"),
    /** Works on the checkout. */
    CHIARA("Chiara Ruiz", "chiara@shop.example");

    private final String fullName;
    private final String email;

    Author(String fullName, String email) {
      this.fullName = fullName;
      this.email = email;
    }

    /** The person's name. */
    public String fullName() {
      return fullName;
    }

    /** The person's e-mail address. */
    public String email() {
      return email;
    }
  }
}
