package dev.serin.jenkins.agent;

/** The deploy agent did not answer as it should; the message says how, for people. */
public final class AgentUnavailableException extends Exception {

  private static final long serialVersionUID = 1;

  /** With what went wrong. */
  public AgentUnavailableException(String message) {
    super(message);
  }
}
