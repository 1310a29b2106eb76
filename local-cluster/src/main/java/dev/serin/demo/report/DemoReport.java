package dev.serin.demo.report;

import java.util.List;

/**
 * What came of the whole demo.
 *
 * @param cluster {@code local}, or the context of the cluster that it was played on
 * @param seconds how long it took, from start to summary
 * @param ok whether every story ended as it should
 * @param seed the seed of the load and of the gateway's choices
 * @param requestsPerSecond requests per second and service that the load sent
 * @param requests requests that customers sent in all, between the stories too
 * @param failedRequests how many of them failed
 * @param problems all that was not as it should be, with the story's name
 * @param stories what came of each story, in the order they were told
 */
public record DemoReport(
    String cluster,
    double seconds,
    boolean ok,
    long seed,
    double requestsPerSecond,
    long requests,
    long failedRequests,
    List<String> problems,
    List<StoryReport> stories) {

  /** Keeps its own copies of the lists. */
  public DemoReport {
    problems = List.copyOf(problems);
    stories = List.copyOf(stories);
  }
}
