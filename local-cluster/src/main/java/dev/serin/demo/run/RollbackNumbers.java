package dev.serin.demo.run;

import dev.serin.demo.deploy.Evidence;
import dev.serin.demo.measure.ReturnToStable;
import dev.serin.demo.measure.Tally;
import dev.serin.demo.measure.TimeSpan;
import dev.serin.demo.measure.TrafficLog;
import dev.serin.demo.measure.Version;
import dev.serin.demo.report.RollbackReport;
import dev.serin.demo.report.TelemetryReport;

/** Puts together what is known of a rollback. */
final class RollbackNumbers {
  private RollbackNumbers() {}

  static RollbackReport of(
      RolledOut takenBack, ReturnToStable harm, TrafficLog atGateway, TimeSpan span) {
    Evidence evidence = takenBack.evidence().orElse(new Evidence("none", "no evidence was given"));
    Tally stable =
        atGateway.answeredBy(
            takenBack.service(), Version.STABLE, new TimeSpan(span.from(), harm.lastCanary()));
    return new RollbackReport(
        takenBack.service(),
        evidence.metric(),
        evidence.reason(),
        takenBack.endSeen().minus(harm.firstBad()).toNanos() / 1e9,
        harm.canary().requests(),
        harm.canary().failed(),
        stable.requests(),
        stable.failed(),
        takenBack
            .telemetry()
            .map(counted -> new TelemetryReport(counted.requests(), counted.failed()))
            .orElse(null));
  }
}
