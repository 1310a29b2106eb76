package dev.serin.delivery.release;

import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.build.BuildReport;
import dev.serin.delivery.build.ServiceOutcome;
import dev.serin.delivery.git.Commit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes releases of what was built. */
public final class Releases {
  private static final double MILLIS_PER_SECOND = 1000.0;

  private Releases() {}

  /**
   * The release of a plan's services.
   *
   * @param plan what was to be built, and why
   * @param report what became of it
   * @param address of the repository; empty if it has none
   * @param created the time now
   */
  public static Release of(Plan plan, BuildReport report, String address, Instant created) {
    return new Release(
        plan.repository() + "-" + plan.head().shortId(),
        created.truncatedTo(ChronoUnit.SECONDS),
        new Release.Source(
            address.isEmpty() ? plan.repository() : address,
            plan.head().id(),
            plan.base().map(Commit::id)),
        report.built().stream().map(Releases::service).toList(),
        report.failed().stream().map(Releases::failure).toList());
  }

  private static Release.Service service(ServiceOutcome.Built built) {
    return new Release.Service(
        built.service(),
        built.affected().service().path(),
        built.image(),
        built.runtime(),
        built.affected().inputHash(),
        List.copyOf(built.affected().reasons()),
        built.tests(),
        built.time().toMillis() / MILLIS_PER_SECOND);
  }

  private static Release.Failure failure(ServiceOutcome.Failed failed) {
    return new Release.Failure(
        failed.service(), failed.stage(), failed.message(), failed.log().toString());
  }
}
