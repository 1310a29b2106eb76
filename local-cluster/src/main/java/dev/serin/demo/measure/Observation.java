package dev.serin.demo.measure;

import java.time.Duration;

/**
 * One request, when its answer had come in full or it had failed.
 *
 * @param at when that was, since the start of the demo
 * @param service the service that was asked
 * @param version the version that answered; {@link Version#NONE} where the observer cannot know
 * @param status HTTP status code, or 0 when there was no HTTP answer at all
 * @param took how long it took
 */
public record Observation(Duration at, String service, Version version, int status, Duration took) {

  /** The status of a request without any HTTP answer: refused, broken off, timed out. */
  public static final int NO_ANSWER = 0;

  /** The same request, answered by a version that is known now. */
  public Observation answeredBy(Version known) {
    return new Observation(at, service, known, status, took);
  }

  /** Whether this counts as a failed request: 4xx, 5xx, or no answer. */
  public boolean failed() {
    return status < 200 || status >= 400;
  }

  /** When the request was sent, since the start of the demo. */
  public Duration sentAt() {
    return at.minus(took);
  }
}
