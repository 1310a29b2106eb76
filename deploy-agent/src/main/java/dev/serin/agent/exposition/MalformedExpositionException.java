package dev.serin.agent.exposition;

import java.util.List;

/** The text is not what a Prometheus client library writes; nothing of it is used. */
public final class MalformedExpositionException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * All problems in one message.
   *
   * @param problems each with its place, at least one
   */
  public MalformedExpositionException(List<String> problems) {
    super(String.join("; ", problems));
  }
}
