package dev.serin.rollout.analysis;

import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.MetricResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of a metric while it is being changed. Counts of zero are left out on the wire. */
final class ResultDraft {
  private final MetricResult before;
  private @Nullable AnalysisPhase phase;
  private @Nullable String message;
  private List<Measurement> measurements;
  private Map<String, String> metadata;
  int count;
  int successful;
  int failed;
  int inconclusive;
  int error;
  int consecutiveError;
  int consecutiveSuccess;

  ResultDraft(MetricResult before) {
    this.before = before;
    phase = before.phase();
    message = before.message();
    measurements = before.measurements();
    metadata = before.metadata();
    count = orZero(before.count());
    successful = orZero(before.successful());
    failed = orZero(before.failed());
    inconclusive = orZero(before.inconclusive());
    error = orZero(before.error());
    consecutiveError = orZero(before.consecutiveError());
    consecutiveSuccess = orZero(before.consecutiveSuccess());
  }

  /** A metric of which nothing is known yet. */
  static ResultDraft begin(String name, boolean dry) {
    return new ResultDraft(
        new MetricResult(
            name,
            AnalysisPhase.RUNNING,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            dry ? true : null,
            Map.of(),
            Map.of()));
  }

  ResultDraft phase(@Nullable AnalysisPhase newPhase) {
    phase = newPhase;
    return this;
  }

  ResultDraft message(@Nullable String newMessage) {
    message = newMessage == null || newMessage.isEmpty() ? null : newMessage;
    return this;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  ResultDraft metadata(Map<String, String> newMetadata) {
    metadata = newMetadata;
    return this;
  }

  /** Adds a measurement, or puts it in the place of the last one. */
  ResultDraft measurement(Measurement measurement, boolean inPlaceOfLast) {
    List<Measurement> all = new ArrayList<>(measurements);
    if (inPlaceOfLast && !all.isEmpty()) {
      all.remove(all.size() - 1);
    }
    all.add(measurement);
    measurements = all;
    return this;
  }

  /** Drops all but the latest measurements. */
  ResultDraft keep(int latest) {
    int size = measurements.size();
    measurements = List.copyOf(measurements.subList(Math.max(0, size - latest), size));
    return this;
  }

  /** Counts a measurement that has ended. */
  ResultDraft counted(AnalysisPhase of) {
    boolean good = of == AnalysisPhase.SUCCESSFUL;
    boolean measured = of != AnalysisPhase.ERROR;
    count += measured ? 1 : 0;
    successful += good ? 1 : 0;
    failed += of == AnalysisPhase.FAILED ? 1 : 0;
    inconclusive += of == AnalysisPhase.INCONCLUSIVE ? 1 : 0;
    error += measured ? 0 : 1;
    consecutiveError = measured ? 0 : consecutiveError + 1;
    consecutiveSuccess = good ? consecutiveSuccess + 1 : 0;
    return this;
  }

  MetricResult result() {
    return new MetricResult(
        before.name(),
        phase,
        measurements,
        message,
        orNull(count),
        orNull(successful),
        orNull(failed),
        orNull(inconclusive),
        orNull(error),
        orNull(consecutiveError),
        orNull(consecutiveSuccess),
        before.dryRun(),
        metadata,
        before.unknown());
  }

  static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private static @Nullable Integer orNull(int number) {
    return number == 0 ? null : number;
  }
}
