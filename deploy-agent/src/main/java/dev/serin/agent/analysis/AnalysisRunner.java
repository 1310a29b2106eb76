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
import dev.serin.rollout.analysis.AnalysisDecision;
import dev.serin.rollout.analysis.AnalysisEngine;
import dev.serin.rollout.measure.Sample;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs every AnalysisRun that is not over.
 *
 * <ol>
 *   <li>When a run is due, its measurement is started; no thread waits for the pods.
 *   <li>When the measurement is there, the engine decides. The new status is kept in memory first,
 *       and whoever observes the run sees it from then on ({@link #latest}).
 *   <li>A verdict is announced at once, before it is written, so that no slow or absent API server
 *       stands between it and the traffic.
 *   <li>The status is written when a phase in it changes, and otherwise every five seconds: what is
 *       not written is in memory, and counters go on counting, so a restart loses nothing by it.
 *   <li>When a write fails the status stays in memory, the run goes on, and the next status is
 *       written in its place; a verdict is written again and again until it is taken.
 *   <li>The next measurement is due one interval after the start of this one.
 * </ol>
 *
 * After a restart a run goes on from the status that was last written.
 */
public final class AnalysisRunner implements Workers.Handler<ObjectKey> {

  private static final Logger LOG = Logger.getLogger(AnalysisRunner.class);
  private static final Duration WRITE_EVERY = Duration.ofSeconds(5);

  /** What is under way for one run; changed only by the thread that handles the run. */
  private static final class Progress {
    private final String uid;
    private long startedAt;
    private long writtenAt = System.nanoTime() - WRITE_EVERY.toNanos();
    private @Nullable CompletableFuture<List<Sample>> measurement;
    private volatile @Nullable AnalysisRunStatus unwritten;

    Progress(String uid) {
      this.uid = uid;
    }
  }

  private final ObjectStore<AnalysisRun> runs;
  private final PodSampler sampler;
  private final AnalysisEngine engine;
  private final RolloutWriter writer;
  private final EventRecorder recorder;
  private final WorkQueue<ObjectKey> queue;
  private final Consumer<AnalysisRun> announce;
  private final Refusals refusals;
  private final InstantSource clock;
  private final Map<ObjectKey, Progress> progress = new ConcurrentHashMap<>();

  /**
   * A runner.
   *
   * @param queue the runs that are due
   * @param announce is told of every run that is over, at once
   * @param refusals is told of writes that are refused for good
   */
  public AnalysisRunner(
      ObjectStore<AnalysisRun> runs,
      PodSampler sampler,
      AnalysisEngine engine,
      RolloutWriter writer,
      EventRecorder recorder,
      WorkQueue<ObjectKey> queue,
      Consumer<AnalysisRun> announce,
      Refusals refusals,
      InstantSource clock) {
    this.runs = runs;
    this.sampler = sampler;
    this.engine = engine;
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
    Progress known = progress.get(ObjectKey.of(run));
    AnalysisRunStatus unwritten = known == null ? null : known.unwritten;
    if (known == null || unwritten == null || !known.uid.equals(run.getMetadata().getUid())) {
      return run;
    }
    return withStatus(run, unwritten);
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
    if (run == null || run.getMetadata().getDeletionTimestamp() != null || completed(run)) {
      progress.remove(key);
      queue.forget(key);
      return;
    }
    Progress current = progressOf(key, run);
    AnalysisRun latest = latest(run);
    if (completed(latest)) {
      write(key, run, latest.getStatus(), current);
    } else if (current.measurement == null) {
      measure(key, latest, current);
    } else if (current.measurement.isDone()) {
      List<Sample> samples = current.measurement.join();
      current.measurement = null;
      judge(key, run, latest, samples, current);
    }
  }

  private Progress progressOf(ObjectKey key, AnalysisRun run) {
    String uid = run.getMetadata().getUid();
    Progress known = progress.get(key);
    if (known == null || !known.uid.equals(uid)) {
      known = new Progress(uid);
      progress.put(key, known);
    }
    return known;
  }

  private static boolean completed(AnalysisRun run) {
    AnalysisPhase phase = run.getStatus() == null ? null : run.getStatus().phase();
    return phase != null && phase.completed();
  }

  private void measure(ObjectKey key, AnalysisRun latest, Progress current) {
    current.startedAt = System.nanoTime();
    current.measurement = sampler.sample(key.namespace(), engine.queries(latest));
    CompletableFuture<Void> unused = current.measurement.thenRun(() -> queue.addUrgent(key));
  }

  private void judge(
      ObjectKey key, AnalysisRun run, AnalysisRun latest, List<Sample> samples, Progress current)
      throws StaleException {
    AnalysisDecision decision = engine.decide(latest, samples, clock.instant());
    AnalysisRun decided = withStatus(run, decision.status());
    current.unwritten = decision.status();
    boolean over = completed(decided);
    if (over) {
      announce.accept(decided);
    }
    recorder.record(run, decision.events());
    decision
        .requeueAfter()
        .ifPresent(delay -> queue.addAfter(key, delay.minus(since(current.startedAt))));
    if (!worthWriting(run.getStatus(), decision.status(), current)) {
      return;
    }
    try {
      write(key, run, decision.status(), current);
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
      @Nullable AnalysisRunStatus written, AnalysisRunStatus status, Progress current) {
    return written == null
        || !phases(written).equals(phases(status))
        || since(current.writtenAt).compareTo(WRITE_EVERY) >= 0;
  }

  private static List<String> phases(AnalysisRunStatus status) {
    return Stream.concat(
            Stream.of(String.valueOf(status.phase())),
            status.metricResults().stream().map(result -> result.name() + " " + result.phase()))
        .toList();
  }

  private void write(ObjectKey key, AnalysisRun run, AnalysisRunStatus status, Progress current)
      throws StaleException {
    writer.status(run, status);
    refusals.over(run);
    current.unwritten = null;
    current.writtenAt = System.nanoTime();
    if (completed(withStatus(run, status))) {
      progress.remove(key);
      queue.forget(key);
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
