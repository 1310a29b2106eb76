package dev.serin.demo.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of one story.
 *
 * @param name its name
 * @param title its name for people
 * @param commits what was pushed
 * @param affected what that affected, by Serin's plan
 * @param services what came of each affected service
 * @param outcome how the story ended
 * @param asExpected whether that is how it should end
 * @param problems what was not as it should be; empty if and only if {@code asExpected}
 * @param requests requests that customers sent while the story was told
 * @param failedRequests how many of them failed: 4xx, 5xx, or no answer
 * @param secondsToStable from the first bad response of a canary at the gateway to its last
 *     response; null when no canary gave a bad response
 * @param rollback why a canary was taken back; null when none was
 * @param seconds how long the story took
 */
public record StoryReport(
    String name,
    String title,
    List<CommitReport> commits,
    List<AffectedService> affected,
    List<ServiceReport> services,
    StoryOutcome outcome,
    boolean asExpected,
    List<String> problems,
    long requests,
    long failedRequests,
    @Nullable Double secondsToStable,
    @Nullable RollbackReport rollback,
    double seconds) {

  /** Keeps its own copies of the lists. */
  public StoryReport {
    commits = List.copyOf(commits);
    affected = List.copyOf(affected);
    services = List.copyOf(services);
    problems = List.copyOf(problems);
  }

  /** How it ended for each affected service, by name. */
  public Map<String, ServiceOutcome> outcomes() {
    return services.stream()
        .collect(Collectors.toMap(ServiceReport::service, ServiceReport::outcome));
  }

  /** What is known of one service of the story. */
  public Optional<ServiceReport> service(String service) {
    return services.stream().filter(report -> report.service().equals(service)).findFirst();
  }
}
