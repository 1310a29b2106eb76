package dev.serin.demo.measure;

/**
 * A number of requests, and how many of them failed.
 *
 * @param requests all requests
 * @param failed those that failed
 */
public record Tally(long requests, long failed) {

  /** Nothing seen. */
  public static final Tally NONE = new Tally(0, 0);

  /** Both together. */
  public Tally plus(Tally other) {
    return new Tally(requests + other.requests, failed + other.failed);
  }

  /** The share of failed requests, 0 to 1; 0 when there were none at all. */
  public double errorRate() {
    return requests == 0 ? 0 : (double) failed / requests;
  }

  /** This tally and one more observation. */
  Tally with(Observation observation) {
    return new Tally(requests + 1, failed + (observation.failed() ? 1 : 0));
  }
}
