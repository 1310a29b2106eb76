package dev.serin.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.sun.net.httpserver.HttpServer;
import dev.serin.argo.analysis.AnalysisPhase;
import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.MetricResult;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** AnalysisRuns that belong to nobody, with a web server that is measured by a real agent. */
@Timeout(60)
class StandaloneRunTest {
  private FakeCluster cluster;
  private HttpServer server;
  private Agent agent;

  @BeforeEach
  void start() throws IOException {
    cluster = new FakeCluster();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"value\": 0.5}".getBytes(StandardCharsets.UTF_8);
          boolean known = exchange.getRequestURI().getPath().equals("/token");
          exchange.sendResponseHeaders(known ? 200 : 403, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    agent =
        new Agent(
            cluster.newClient(),
            AgentSettings.defaults(),
            new SimpleMeterRegistry(),
            InstantSource.system());
    agent.start();
  }

  @AfterEach
  void stop() {
    agent.close();
    server.stop(0);
    cluster.close();
  }

  private AnalysisRun create(String spec) {
    KubernetesClient client = cluster.client();
    AnalysisRun run =
        client
            .getKubernetesSerialization()
            .unmarshal(
                """
                apiVersion: argoproj.io/v1alpha1
                kind: AnalysisRun
                metadata: {name: alone, namespace: shop}
                spec:
                """
                    + spec.replace("PORT", String.valueOf(server.getAddress().getPort())).indent(2),
                AnalysisRun.class);
    return client.resource(run).create();
  }

  private AnalysisRun over() {
    return cluster
        .client()
        .resources(AnalysisRun.class)
        .inNamespace("shop")
        .withName("alone")
        .waitUntilCondition(
            run ->
                run != null
                    && run.getStatus() != null
                    && run.getStatus().phase() != null
                    && run.getStatus().phase().completed(),
            30,
            TimeUnit.SECONDS);
  }

  @Test
  void measuresAsOftenAsItIsToldAndEndsWell() {
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("s")
                .withNamespace("shop")
                .endMetadata()
                .addToData("k", "dG9rZW4=")
                .build())
        .create();
    AnalysisRun unused =
        create(
            """
            args: [{name: path, valueFrom: {secretKeyRef: {name: s, key: k}}}]
            metrics:
            - name: m
              interval: 1s
              count: 3
              successCondition: result < 1
              provider: {web: {url: "http://127.0.0.1:PORT/{{args.path}}", jsonPath: "{$.value}"}}
            """);
    AnalysisRun run = over();
    MetricResult result = run.getStatus().metricResults().get(0);
    assertEquals(AnalysisPhase.SUCCESSFUL, run.getStatus().phase(), () -> "" + run.getStatus());
    assertEquals(3, result.count());
    assertEquals("0.5", result.measurements().get(0).value());
  }

  @Test
  void aFailureEndsItAndItsTimeToLiveDeletesIt() {
    AnalysisRun unused =
        create(
            """
            ttlStrategy: {secondsAfterCompletion: 1}
            metrics:
            - name: m
              interval: 1s
              consecutiveErrorLimit: 0
              provider: {web: {url: "http://127.0.0.1:PORT/x"}}
            """);
    AnalysisRun run = over();
    assertEquals(
        "Metric \"m\" assessed Error due to consecutiveErrors (1) > consecutiveErrorLimit (0):"
            + " \"Error Message: received non 2xx response code: 403\"",
        run.getStatus().message());
    assertNull(
        cluster
            .client()
            .resource(run)
            .waitUntilCondition(now -> now == null, 30, TimeUnit.SECONDS));
  }
}
