package dev.serin.agent.history;

/** The history cannot be read now; what happens meanwhile is written down later. */
public final class HistoryUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  HistoryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
