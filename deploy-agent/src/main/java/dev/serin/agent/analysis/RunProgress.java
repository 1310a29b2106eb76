package dev.serin.agent.analysis;

import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunSpec;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.rollout.analysis.Analysis;
import dev.serin.rollout.measure.Answer;
import dev.serin.rollout.measure.MetricQuery.PodCounterQuery;
import dev.serin.rollout.measure.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is under way for one run; used only by the thread that handles the run. */
final class RunProgress {
  private final String uid;
  private final Map<String, CompletableFuture<Answer>> asked = new HashMap<>();
  private @Nullable CompletableFuture<List<Sample>> looked;
  private long lookedAt;
  private long writtenAt = Long.MIN_VALUE;
  private @Nullable Analysis analysis;

  /** Also read by whoever observes the run. */
  private volatile @Nullable AnalysisRunStatus unwritten;

  RunProgress(String uid) {
    this.uid = uid;
  }

  boolean isOf(AnalysisRun run) {
    return uid.equals(run.getMetadata().getUid());
  }

  /** What the run does, prepared once. */
  Analysis analysis(@Nullable AnalysisRunSpec spec) {
    Analysis known = analysis;
    if (known == null || !known.isOf(spec)) {
      known = new Analysis(spec);
      analysis = known;
    }
    return known;
  }

  /** The newest status, if it has not been written yet. */
  Optional<AnalysisRunStatus> unwritten() {
    return Optional.ofNullable(unwritten);
  }

  void decided(AnalysisRunStatus status) {
    unwritten = status;
  }

  void written() {
    unwritten = null;
    writtenAt = System.nanoTime();
  }

  Duration sinceWritten() {
    return writtenAt == Long.MIN_VALUE
        ? Duration.ofDays(1)
        : Duration.ofNanos(System.nanoTime() - writtenAt);
  }

  /** Metrics whose providers have been asked and have not answered. */
  Set<String> asked() {
    return Set.copyOf(asked.keySet());
  }

  void ask(String metric, CompletableFuture<Answer> answer, Runnable done) {
    asked.put(metric, answer);
    CompletableFuture<Void> unused = answer.thenRun(done);
  }

  /**
   * Looks at pods when that is due.
   *
   * @param look starts to
   * @param done is run when it has been done
   * @return the time until it is due; empty when it is under way, or nothing is to be looked at
   */
  Optional<Duration> next(
      List<PodCounterQuery> queries,
      Supplier<CompletableFuture<List<Sample>>> look,
      Runnable done) {
    if (queries.isEmpty() || looked != null) {
      return Optional.empty();
    }
    Duration interval =
        queries.stream()
            .map(PodCounterQuery::interval)
            .min(Duration::compareTo)
            .orElse(Duration.ZERO);
    Duration left = interval.minusNanos(System.nanoTime() - lookedAt);
    if (lookedAt != 0 && !left.isNegative() && !left.isZero()) {
      return Optional.of(left);
    }
    lookedAt = System.nanoTime();
    CompletableFuture<List<Sample>> looking = look.get();
    looked = looking;
    CompletableFuture<Void> unused = looking.thenRun(done);
    return Optional.empty();
  }

  /** What has been answered since the last call. */
  List<Answer> takeAnswers() {
    List<Answer> answers = new ArrayList<>();
    CompletableFuture<List<Sample>> look = looked;
    if (look != null && look.isDone()) {
      answers.addAll(look.join());
      looked = null;
    }
    asked
        .values()
        .removeIf(
            answer -> {
              if (answer.isDone()) {
                answers.add(answer.join());
              }
              return answer.isDone();
            });
    return answers;
  }
}
