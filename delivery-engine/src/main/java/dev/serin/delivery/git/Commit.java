package dev.serin.delivery.git;

import java.time.Instant;

/**
 * A commit that is in the repository.
 *
 * @param id full object id in hexadecimal
 * @param subject first line of its message
 * @param author name of its author
 * @param authorEmail e-mail address of its author
 * @param time when it was committed
 */
public record Commit(String id, String subject, String author, String authorEmail, Instant time) {
  private static final int SHORT_LENGTH = 10;

  /** Returns the first ten digits of the id, for people. */
  public String shortId() {
    return id.substring(0, SHORT_LENGTH);
  }
}
