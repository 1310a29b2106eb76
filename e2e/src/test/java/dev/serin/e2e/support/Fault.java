package dev.serin.e2e.support;

import java.time.Duration;
import java.util.Map;

/** What {@link FaultProxy} does to one request instead of just forwarding it. */
public sealed interface Fault {

  /** Answers itself; the API server never sees the request. */
  record Answer(int code, Map<String, String> headers, String body) implements Fault {}

  /** Forwards after a while. */
  record Delay(Duration by) implements Fault {}

  /**
   * Breaks the connection before the API server sees the request.
   *
   * @param then what to do at that very moment, such as to kill the agent
   */
  record CutBefore(Runnable then) implements Fault {}

  /**
   * Lets the API server carry the request out, and breaks the connection instead of passing on the
   * answer.
   *
   * @param then what to do at that very moment, such as to kill the agent
   */
  record CutAfter(Runnable then) implements Fault {}

  /** Too many requests, with the time to wait, as API Priority and Fairness answers. */
  static Fault tooManyRequests(int retryAfterSeconds) {
    return new Answer(
        429,
        Map.of("Retry-After", Integer.toString(retryAfterSeconds)),
        status(429, "TooManyRequests", "too many requests, please try again later"));
  }

  /** An error of the API server itself. */
  static Fault internalError() {
    return new Answer(500, Map.of(), status(500, "InternalError", "injected"));
  }

  /** A Status, as the API server says what is wrong. */
  static String status(int code, String reason, String message) {
    return """
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"%s","reason":"%s","code":%d}
        """
        .formatted(message, reason, code)
        .strip();
  }
}
