package dev.serin.argo.operator;

/** What an operator asks for makes no sense as things are; the message says why. */
public class OperatorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the reason, for people. */
  public OperatorException(String message) {
    super(message);
  }
}
