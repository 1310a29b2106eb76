package dev.serin.agent.analysis;

import dev.serin.agent.cluster.PodView;
import dev.serin.agent.exposition.Exposition;
import dev.serin.agent.exposition.MalformedExpositionException;
import dev.serin.agent.scrape.ScrapeResult;
import dev.serin.agent.scrape.ScrapeTarget;
import dev.serin.rollout.measure.MetricQuery.PodCounterQuery;
import dev.serin.rollout.measure.Sample;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Turns a query into a sample: scrapes the ready pods of both versions at the same moment and reads
 * the counter from each.
 *
 * <p>A pod that cannot be scraped, or whose answer cannot be read, is named among the problems and
 * gives no counts: it is unknown, not zero. A pod whose answer lacks the counter has counted
 * nothing yet, since client libraries show a labelled counter from its first use on.
 */
public final class PodSampler {

  private record PodResult(Sample.PodCounters counters, String problem, Instant at) {}

  private final BiFunction<String, String, List<PodView>> pods;
  private final Function<ScrapeTarget, CompletableFuture<ScrapeResult>> scraper;
  private final InstantSource clock;

  /**
   * A sampler.
   *
   * @param pods the pods by namespace and version
   * @param scraper starts a scrape
   */
  public PodSampler(
      BiFunction<String, String, List<PodView>> pods,
      Function<ScrapeTarget, CompletableFuture<ScrapeResult>> scraper,
      InstantSource clock) {
    this.pods = pods;
    this.scraper = scraper;
    this.clock = clock;
  }

  /** Measures everything that is asked for, in parallel; the future always completes normally. */
  public CompletableFuture<List<Sample>> sample(String namespace, List<PodCounterQuery> queries) {
    return all(queries.stream().map(query -> sample(namespace, query)).toList());
  }

  private CompletableFuture<Sample> sample(String namespace, PodCounterQuery query) {
    Set<String> versions = new LinkedHashSet<>(List.of(query.stableHash(), query.canaryHash()));
    List<Sample.Problem> problems = new ArrayList<>();
    List<CompletableFuture<PodResult>> results = new ArrayList<>();
    for (String version : versions) {
      List<PodView> ready = pods.apply(namespace, version).stream().filter(PodView::ready).toList();
      if (ready.isEmpty()) {
        problems.add(new Sample.Problem("", "no pod of version " + version + " is ready"));
      }
      ready.forEach(pod -> results.add(measure(pod, query)));
    }
    Instant now = clock.instant();
    return all(results).thenApply(answers -> combine(query, now, answers, problems));
  }

  private static Sample combine(
      PodCounterQuery query,
      Instant asked,
      List<PodResult> results,
      List<Sample.Problem> problems) {
    List<Sample.PodCounters> counters = new ArrayList<>();
    Instant at = results.isEmpty() ? asked : results.get(0).at();
    for (PodResult result : results) {
      at = result.at().isAfter(at) ? result.at() : at;
      if (result.problem().isEmpty()) {
        counters.add(result.counters());
      } else {
        problems.add(new Sample.Problem(result.counters().podTemplateHash(), result.problem()));
      }
    }
    return new Sample(query.metric(), at, counters, problems);
  }

  private CompletableFuture<PodResult> measure(PodView pod, PodCounterQuery query) {
    ScrapeTarget target;
    try {
      target = target(pod);
    } catch (IllegalArgumentException unusable) {
      return CompletableFuture.completedFuture(
          problem(pod, String.valueOf(unusable.getMessage()), clock.instant()));
    }
    return scraper.apply(target).thenApply(result -> read(pod, query, result));
  }

  private static ScrapeTarget target(PodView pod) {
    if (pod.ip() == null) {
      throw new IllegalArgumentException("it has no address");
    }
    if (pod.metricsPort() == null) {
      throw new IllegalArgumentException("it lacks the annotation prometheus.io/port");
    }
    try {
      return ScrapeTarget.of(pod.ip(), Integer.parseInt(pod.metricsPort()), pod.metricsPath());
    } catch (NumberFormatException unusable) {
      throw new IllegalArgumentException(
          "its annotation prometheus.io/port is '" + pod.metricsPort() + "'", unusable);
    }
  }

  private static PodResult read(PodView pod, PodCounterQuery query, ScrapeResult result) {
    if (result instanceof ScrapeResult.Text text) {
      try {
        return new PodResult(counters(pod, query, text.text()), "", text.at());
      } catch (MalformedExpositionException malformed) {
        return problem(pod, "metrics at " + malformed.getMessage(), text.at());
      }
    }
    ScrapeResult.Failure failure = (ScrapeResult.Failure) result;
    return problem(pod, failure.reason(), failure.at());
  }

  private static Sample.PodCounters counters(PodView pod, PodCounterQuery query, String text)
      throws MalformedExpositionException {
    Map<String, Double> byCode = new HashMap<>();
    for (dev.serin.agent.exposition.Sample sample : Exposition.counter(text, query.counter())) {
      String code = sample.labels().get(query.codeLabel());
      if (code == null) {
        throw new MalformedExpositionException(
            List.of(
                sample.line() + ":1: " + query.counter() + " has no label " + query.codeLabel()));
      }
      byCode.merge(code, sample.value(), Double::sum);
    }
    return new Sample.PodCounters(pod.version(), pod.key().name(), byCode);
  }

  private static PodResult problem(PodView pod, String reason, Instant at) {
    Sample.PodCounters none = new Sample.PodCounters(pod.version(), pod.key().name(), Map.of());
    return new PodResult(none, "pod " + pod.key().name() + ": " + reason, at);
  }

  private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }
}
