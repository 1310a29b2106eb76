package dev.serin.jenkins.promotion;

import dev.serin.jenkins.Json;
import java.util.Map;

/**
 * A commit in a promotion.
 *
 * @param commit its id
 * @param author user id of its author, as Jenkins knows it
 * @param message its first line
 */
public record Change(String commit, String author, String message) {

  /** The commit, for pages. */
  public String getCommit() {
    return commit;
  }

  /** The commit's first digits, for tables. */
  public String getShortCommit() {
    return commit.substring(0, Math.min(10, commit.length()));
  }

  /** The author, for pages. */
  public String getAuthor() {
    return author;
  }

  /** The message, for pages. */
  public String getMessage() {
    return message;
  }

  Map<String, Object> toMap() {
    return Map.of("commit", commit, "author", author, "message", message);
  }

  static Change of(Map<String, Object> map) {
    return new Change(
        Json.text(map.get("commit")), Json.text(map.get("author")), Json.text(map.get("message")));
  }
}
