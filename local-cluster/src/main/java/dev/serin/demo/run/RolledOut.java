package dev.serin.demo.run;

import dev.serin.demo.deploy.Evidence;
import dev.serin.demo.report.ServiceOutcome;
import dev.serin.demo.report.ServiceReport;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the rollout of one service ended.
 *
 * @param service the service
 * @param outcome its end
 * @param detail why it was not promoted; null when it was
 * @param evidence what the analysis found, when it was rolled back
 * @param endSeen when its end was seen, since the start of the demo
 */
record RolledOut(
    String service,
    ServiceOutcome outcome,
    @Nullable String detail,
    Optional<Evidence> evidence,
    Duration endSeen) {

  /** The same for the report. */
  ServiceReport report(@Nullable String image) {
    return new ServiceReport(service, outcome, image, detail);
  }
}
