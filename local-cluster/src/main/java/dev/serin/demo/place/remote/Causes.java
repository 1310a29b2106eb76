package dev.serin.demo.place.remote;

/** What is at the bottom of a problem. */
final class Causes {
  private Causes() {}

  static String innermost(Throwable problem) {
    Throwable innermost = problem;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null ? innermost.getClass().getSimpleName() : message;
  }
}
