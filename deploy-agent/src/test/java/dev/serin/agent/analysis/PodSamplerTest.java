package dev.serin.agent.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.cluster.PodView;
import dev.serin.agent.scrape.ScrapeResult;
import dev.serin.rollout.measure.MetricQuery.PodCounterQuery;
import dev.serin.rollout.measure.Sample;
import dev.serin.rollout.measure.Sample.PodCounters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PodSamplerTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final PodCounterQuery QUERY =
      new PodCounterQuery(
          "errors", Duration.ofSeconds(1), "http_requests_total", "code", "old", "new");

  private final Map<String, List<PodView>> pods = new HashMap<>();
  private final Map<String, ScrapeResult> answers = new HashMap<>();
  private final PodSampler sampler =
      new PodSampler(
          (namespace, version) -> pods.getOrDefault(namespace + "/" + version, List.of()),
          target ->
              CompletableFuture.completedFuture(
                  answers.getOrDefault(
                      target.uri().toString(), new ScrapeResult.Failure(NOW, "unexpected"))),
          InstantSource.fixed(NOW));

  private static PodView pod(
      String name, String version, boolean ready, @Nullable String ip, @Nullable String port) {
    return new PodView(new ObjectKey("shop", name), version, ready, ip, port, "/metrics", 0);
  }

  private Sample sample() {
    List<Sample> samples = sampler.sample("shop", List.of(QUERY)).join();
    assertEquals(1, samples.size());
    return samples.get(0);
  }

  @Test
  void sumsByCodeAndKeepsVersionsApart() {
    pods.put("shop/old", List.of(pod("a", "old", true, "10.0.0.1", "8080")));
    pods.put("shop/new", List.of(pod("b", "new", true, "10.0.0.2", "8080")));
    answers.put(
        "http://10.0.0.1:8080/metrics",
        new ScrapeResult.Text(
            NOW.minusSeconds(1),
            """
            http_requests_total{code="200",route="/"} 5
            http_requests_total{code="200",route="/x"} 2
            http_requests_total{code="503",route="/"} 1
            """));
    answers.put("http://10.0.0.2:8080/metrics", new ScrapeResult.Text(NOW, ""));
    assertEquals(
        new Sample(
            "errors",
            NOW,
            List.of(
                new PodCounters("old", "a", Map.of("200", 7.0, "503", 1.0)),
                new PodCounters("new", "b", Map.of())),
            List.of()),
        sample());
  }

  @Test
  void whatCannotBeMeasuredIsNamedAndNeverZero() {
    pods.put(
        "shop/new",
        List.of(
            pod("silent", "new", true, "10.0.0.1", "8080"),
            pod("broken", "new", true, "10.0.0.2", "8080"),
            pod("plain", "new", true, "10.0.0.3", "8080"),
            pod("nowhere", "new", true, null, "8080"),
            pod("named", "new", true, "metadata.example", "8080"),
            pod("quiet", "new", true, "10.0.0.4", null),
            pod("odd", "new", true, "10.0.0.5", "http"),
            pod("starting", "new", false, "10.0.0.6", "8080")));
    answers.put(
        "http://10.0.0.1:8080/metrics", new ScrapeResult.Failure(NOW, "no answer within 800 ms"));
    answers.put(
        "http://10.0.0.2:8080/metrics", new ScrapeResult.Text(NOW, "http_requests_total x\n"));
    answers.put(
        "http://10.0.0.3:8080/metrics", new ScrapeResult.Text(NOW, "http_requests_total 3\n"));
    Sample sample = sample();
    assertEquals(List.of(), sample.pods());
    assertEquals(
        List.of(
            "no pod of version old is ready",
            "pod silent: no answer within 800 ms",
            "pod broken: metrics at 1:21: expected a number",
            "pod plain: metrics at 1:1: http_requests_total has no label code",
            "pod nowhere: it has no address",
            "pod named: 'metadata.example' is not an IP address",
            "pod quiet: it lacks the annotation prometheus.io/port",
            "pod odd: its annotation prometheus.io/port is 'http'"),
        sample.problems().stream().map(Sample.Problem::text).toList());
    assertEquals(
        List.of("", "new"),
        sample.problems().stream().map(Sample.Problem::podTemplateHash).distinct().toList());
  }

  @Test
  void aVersionThatIsComparedWithItselfIsScrapedOnce() {
    pods.put("shop/old", List.of(pod("a", "old", true, "10.0.0.1", "8080")));
    answers.put("http://10.0.0.1:8080/metrics", new ScrapeResult.Text(NOW, ""));
    PodCounterQuery same =
        new PodCounterQuery(
            "errors", Duration.ofSeconds(1), "http_requests_total", "code", "old", "old");
    assertEquals(1, sampler.sample("shop", List.of(same)).join().get(0).pods().size());
  }
}
