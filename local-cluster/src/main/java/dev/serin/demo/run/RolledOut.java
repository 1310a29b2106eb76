package dev.serin.demo.run;

import dev.serin.demo.deploy.Evidence;
import dev.serin.demo.place.Place;
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
 * @param telemetry what the cluster's telemetry has counted of a canary that was rolled back
 */
record RolledOut(
    String service,
    ServiceOutcome outcome,
    @Nullable String detail,
    Optional<Evidence> evidence,
    Duration endSeen,
    Optional<Place.Counted> telemetry) {

  /** An end of which the cluster's telemetry has not been asked. */
  RolledOut(
      String service,
      ServiceOutcome outcome,
      @Nullable String detail,
      Optional<Evidence> evidence,
      Duration endSeen) {
    this(service, outcome, detail, evidence, endSeen, Optional.empty());
  }

  /** The same with what the cluster's telemetry has counted. */
  RolledOut with(Optional<Place.Counted> counted) {
    return new RolledOut(service, outcome, detail, evidence, endSeen, counted);
  }

  /** The same for the report. */
  ServiceReport report(@Nullable String image) {
    return new ServiceReport(service, outcome, image, detail);
  }
}
