package dev.serin.agent.analysis;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.ObjectStore;
import dev.serin.agent.cluster.Subscription;
import dev.serin.agent.event.EventRecorder;
import dev.serin.agent.event.Refusals;
import dev.serin.agent.queue.WorkQueue;
import dev.serin.agent.queue.Workers;
import dev.serin.agent.write.ApiErrors;
import dev.serin.agent.write.RolloutWriter;
import dev.serin.agent.write.StaleException;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisRunStatus;
import dev.serin.argo.analysis.Measurement;
import dev.serin.argo.analysis.MetricResult;
import dev.serin.rollout.analysis.Analysis;
import dev.serin.rollout.analysis.AnalysisDecision;
import dev.serin.rollout.analysis.TimeToLive;
import dev.serin.rollout.measure.Answer;
import dev.serin.rollout.measure.MetricQuery;
import dev.serin.rollout.measure.MetricQuery.PodCounterQuery;
import dev.serin.rollout.measure.MetricQuery.ProviderQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs every AnalysisRun that is not over.
 *
 * <ol>
 *   <li>When a run is due, its measurements are started; no thread waits for them. Pods are looked
 *       at together, each interval; every provider is asked for itself, so that none holds up the
 *       others.
 *   <li>When an answer is there, the engine decides. The new status is kept in memory first, and
 *       whoever observes the run sees it from then on ({@link #latest}).
 *   <li>A verdict is announced at once, before it is written, so that no slow or absent API server
 *       stands between it and the traffic.
 *   <li>The status is written when a phase in it changes, and otherwise every five seconds: what is
 *       not written is in memory, and counters go on counting, so a restart loses nothing by it.
 *   <li>When a write fails the status stays in memory, the run goes on, and the next status is
 *       written in its place; a verdict is written again and again until it is taken.
 *   <li>The next look at pods is due one interval after the start of this one; when a provider is
 *       due, the engine says.
 *   <li>A run that is over is deleted when its time to live has passed.
 * </ol>
 *
 * After a restart a run goes on from the status that was last written.
 */
public final class AnalysisRunner implements Workers.Handler<ObjectKey> {

  private static final Logger LOG = Logger.getLogger(AnalysisRunner.class);
  private static final Duration WRITE_EVERY = Duration.ofSeconds(5);

  private final ObjectStore<AnalysisRun> runs;
  private final PodSampler sampler;
  private final Function<AnalysisQuestion, CompletableFuture<Answer>> providers;
  private final RolloutWriter writer;
  private final EventRecorder recorder;
  private final WorkQueue<ObjectKey> queue;
  private final Consumer<AnalysisRun> announce;
  private final Refusals refusals;
  private final InstantSource clock;
  private final Map<ObjectKey, RunProgress> progress = new ConcurrentHashMap<>();

  /**
   * A runner.
   *
   * @param providers asks a provider; what it returns always completes normally
   * @param queue the runs that are due
   * @param announce is told of every run that is over, at once
   * @param refusals is told of writes that are refused for good
   */
  public AnalysisRunner(
      ObjectStore<AnalysisRun> runs,
      PodSampler sampler,
      Function<AnalysisQuestion, CompletableFuture<Answer>> providers,
      RolloutWriter writer,
      EventRecorder recorder,
      WorkQueue<ObjectKey> queue,
      Consumer<AnalysisRun> announce,
      Refusals refusals,
      InstantSource clock) {
    this.runs = runs;
    this.sampler = sampler;
    this.providers = providers;
    this.writer = writer;
    this.recorder = recorder;
    this.queue = queue;
    this.announce = announce;
    this.refusals = refusals;
    this.clock = clock;
  }

  /** Starts to listen for runs that come, go, or are asked to end. */
  public Subscription connect() {
    return runs.listen(
        (key, before, after) -> {
          if (before == null
              || after == null
              || !Objects.equals(before.getSpec(), after.getSpec())) {
            queue.add(key);
          }
        });
  }

  /** The run with its newest status, which may not have been written yet. */
  public AnalysisRun latest(AnalysisRun run) {
    RunProgress known = progress.get(ObjectKey.of(run));
    AnalysisRunStatus unwritten =
        known == null || !known.isOf(run) ? null : known.unwritten().orElse(null);
    return unwritten == null ? run : withStatus(run, unwritten);
  }

  private static AnalysisRun withStatus(AnalysisRun run, AnalysisRunStatus status) {
    AnalysisRun copy = new AnalysisRun();
    copy.setMetadata(run.getMetadata());
    copy.setSpec(run.getSpec());
    copy.setStatus(status);
    return copy;
  }

  @Override
  public void handle(ObjectKey key) throws Exception {
    AnalysisRun run = runs.get(key).orElse(null);
    if (run == null || run.getMetadata().getDeletionTimestamp() != null) {
      progress.remove(key);
      queue.forget(key);
      return;
    }
    if (completed(run)) {
      progress.remove(key);
      queue.forget(key);
      expire(key, run);
      return;
    }
    RunProgress current = progressOf(key, run);
    AnalysisRun latest = latest(run);
    if (completed(latest)) {
      write(key, run, latest.getStatus(), current);
      return;
    }
    List<Answer> answers = current.takeAnswers();
    boolean decide = !answers.isEmpty() || latest.getStatus() == null || told(run);
    if (decide) {
      judge(key, run, latest, answers, current);
    } else {
      measure(key, latest, current);
    }
  }

  private static boolean told(AnalysisRun run) {
    return run.getSpec() != null && Boolean.TRUE.equals(run.getSpec().terminate());
  }

  private void expire(ObjectKey key, AnalysisRun run) {
    Optional<Instant> end = TimeToLive.end(run);
    if (end.isEmpty()) {
      return;
    }
    Duration left = Duration.between(clock.instant(), end.get());
    if (left.isNegative() || left.isZero()) {
      writer.delete(run);
    } else {
      queue.addAfter(key, left);
    }
  }

  private RunProgress progressOf(ObjectKey key, AnalysisRun run) {
    RunProgress known = progress.get(key);
    if (known == null || !known.isOf(run)) {
      known = new RunProgress(run.getMetadata().getUid());
      progress.put(key, known);
    }
    return known;
  }

  private static boolean completed(AnalysisRun run) {
    AnalysisPhase phase = run.getStatus() == null ? null : run.getStatus().phase();
    return phase != null && phase.completed();
  }

  /** Starts what is due, and sees to it that the run is handled again when more is. */
  private void measure(ObjectKey key, AnalysisRun latest, RunProgress current) {
    Analysis analysis = current.analysis(latest.getSpec());
    List<PodCounterQuery> pods = new ArrayList<>();
    for (MetricQuery query : analysis.queries(latest.getStatus(), clock.instant())) {
      if (query instanceof PodCounterQuery counters) {
        pods.add(counters);
      } else if (query instanceof ProviderQuery question
          && !current.asked().contains(question.metric())) {
        CompletableFuture<Answer> answer = providers.apply(new AnalysisQuestion(latest, question));
        current.ask(question.metric(), answer, () -> queue.add(key));
      }
    }
    current
        .next(
            pods,
            () -> sampler.sample(key.namespace(), List.copyOf(pods)),
            () -> queue.addUrgent(key))
        .ifPresent(delay -> queue.addAfter(key, delay));
    AnalysisRunStatus status = latest.getStatus();
    if (status != null) {
      analysis
          .next(status, current.asked())
          .map(at -> Duration.between(clock.instant(), at))
          .ifPresent(delay -> queue.addAfter(key, delay.isNegative() ? Duration.ZERO : delay));
    }
  }

  private void judge(
      ObjectKey key, AnalysisRun run, AnalysisRun latest, List<Answer> answers, RunProgress current)
      throws StaleException {
    AnalysisDecision decision =
        current.analysis(run.getSpec()).decide(latest.getStatus(), answers, clock.instant());
    AnalysisRun decided = withStatus(run, decision.status());
    current.decided(decision.status());
    boolean over = completed(decided);
    if (over) {
      announce.accept(decided);
    }
    recorder.record(run, decision.events());
    if (!over) {
      measure(key, decided, current);
    }
    if (worthWriting(run.getStatus(), decision.status(), current)) {
      writeOrGoOn(key, run, decision.status(), current, over);
    }
  }

  private void writeOrGoOn(
      ObjectKey key, AnalysisRun run, AnalysisRunStatus status, RunProgress current, boolean over)
      throws StaleException {
    try {
      write(key, run, status, current);
    } catch (StaleException changed) {
      if (over) {
        throw changed;
      }
      LOG.debugf("%s: %s; written with the next measurement", key, changed.getMessage());
    } catch (RuntimeException problem) {
      if (ApiErrors.lasting(problem)) {
        refusals.say(run, problem);
      }
      if (over) {
        throw problem;
      }
      LOG.warnf("%s: its status is not written yet: %s", key, problem.getMessage());
    }
  }

  private static boolean worthWriting(
      @Nullable AnalysisRunStatus written, AnalysisRunStatus status, RunProgress current) {
    return written == null
        || !phases(written).equals(phases(status))
        || current.sinceWritten().compareTo(WRITE_EVERY) >= 0;
  }

  /** A measurement of a provider that has begun is written: a restart must find it again. */
  private static String turningPoint(MetricResult result) {
    String phase = result.name() + " " + result.phase();
    List<Measurement> all = result.measurements();
    Measurement last = all.isEmpty() ? null : all.get(all.size() - 1);
    return last != null && last.finishedAt() == null ? phase + " " + last.startedAt() : phase;
  }

  private static List<String> phases(AnalysisRunStatus status) {
    return Stream.concat(
            Stream.of(String.valueOf(status.phase())),
            status.metricResults().stream().map(AnalysisRunner::turningPoint))
        .toList();
  }

  private void write(ObjectKey key, AnalysisRun run, AnalysisRunStatus status, RunProgress current)
      throws StaleException {
    writer.status(run, status);
    refusals.over(run);
    current.written();
    AnalysisRun written = withStatus(run, status);
    if (completed(written)) {
      progress.remove(key);
      queue.forget(key);
      expire(key, written);
    }
  }
}
