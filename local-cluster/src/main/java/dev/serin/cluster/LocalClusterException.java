package dev.serin.cluster;

/** The cluster cannot be started or used; the message says why and what to do, for people. */
public final class LocalClusterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A problem that needs no cause to be understood. */
  public LocalClusterException(String message) {
    super(message);
  }

  /** A problem with the exception that showed it. */
  public LocalClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
