package dev.serin.agent.history;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the history is kept.
 *
 * @param url {@code jdbc:sqlite:FILE}, {@code jdbc:sqlite::memory:} or {@code
 *     jdbc:postgresql://HOST/DATABASE}
 * @param user who logs in to PostgreSQL
 * @param password the password
 * @param passwordFile a file with the password, read at every new connection to the database
 * @param retention how long rows are kept
 */
public record HistorySettings(
    String url,
    Optional<String> user,
    Optional<String> password,
    Optional<Path> passwordFile,
    Duration retention) {

  static final String SQLITE = "jdbc:sqlite:";
  static final String POSTGRESQL = "jdbc:postgresql:";

  /** Checks the URL. */
  public HistorySettings {
    if (!url.startsWith(SQLITE) && !url.startsWith(POSTGRESQL)) {
      throw new IllegalArgumentException(
          "SERIN_AGENT_HISTORY_URL must begin with %s or %s".formatted(SQLITE, POSTGRESQL));
    }
    if (password.isPresent() && passwordFile.isPresent()) {
      throw new IllegalArgumentException(
          "SERIN_AGENT_HISTORY_PASSWORD and SERIN_AGENT_HISTORY_PASSWORD_FILE: set one of them");
    }
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException(
          "SERIN_AGENT_HISTORY_RETENTION must be positive; it is " + retention);
    }
  }

  boolean sqlite() {
    return url.startsWith(SQLITE);
  }

  /** The URL for messages: passwords may be in what follows the question mark. */
  String shownUrl() {
    int question = url.indexOf('?');
    return question < 0 ? url : url.substring(0, question);
  }
}
