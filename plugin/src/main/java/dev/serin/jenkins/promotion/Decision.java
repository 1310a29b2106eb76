package dev.serin.jenkins.promotion;

import dev.serin.jenkins.Json;
import java.time.Instant;
import java.util.Map;

/**
 * What somebody decided.
 *
 * @param user who
 * @param verdict what
 * @param comment why; may be empty where the policy asks for no reason
 * @param at when
 */
public record Decision(String user, Verdict verdict, String comment, Instant at) {

  /** Yes or no. */
  public enum Verdict {
    /** Yes. */
    APPROVE,
    /** No; one is enough. */
    REJECT
  }

  /** The user, for pages. */
  public String getUser() {
    return user;
  }

  /** The verdict, for pages. */
  public Verdict getVerdict() {
    return verdict;
  }

  /** The comment, for pages. */
  public String getComment() {
    return comment;
  }

  /** When, for pages. */
  public Instant getAt() {
    return at;
  }

  Map<String, Object> toMap() {
    return Map.of("user", user, "verdict", verdict.name(), "comment", comment, "at", at.toString());
  }

  static Decision of(Map<String, Object> map) {
    return new Decision(
        Json.text(map.get("user")),
        Verdict.valueOf(Json.text(map.get("verdict"))),
        Json.text(map.get("comment")),
        Instant.parse(Json.text(map.get("at"))));
  }
}
