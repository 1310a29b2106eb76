package dev.serin.e2e.cluster;

import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.Checkout;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Serin's rules, put where the Prometheus of e2e/cluster reads rules: in the ConfigMap {@code
 * monitoring/prometheus-rules}. Another cluster has no such place.
 */
final class RulesInPrometheus implements AutoCloseable {

  private static final String NAMESPACE = "monitoring";
  private static final String CONFIG_MAP = "prometheus-rules";
  private static final String KEY = "dashboards-it.yml";
  private static final String GROUP = "\"serin-services\"";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Path RULES =
      Checkout.HOME.resolve("dashboards/generated/prometheus/serin.rules.yml");

  private final KubernetesClient client;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI prometheus;
  private final boolean loaded;

  private RulesInPrometheus(KubernetesClient client, URI prometheus, boolean loaded) {
    this.client = client;
    this.prometheus = prometheus;
    this.loaded = loaded;
  }

  /** Puts the rules there, if there is such a place. */
  static RulesInPrometheus load(KubernetesClient client, URI prometheus) throws IOException {
    if (configMap(client).get() == null) {
      return new RulesInPrometheus(client, prometheus, false);
    }
    String patch =
        client
            .getKubernetesSerialization()
            .asJson(Map.of("data", Map.of(KEY, Files.readString(RULES))));
    configMap(client).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    hurryKubelet();
    return new RulesInPrometheus(client, prometheus, true);
  }

  private static Resource<ConfigMap> configMap(KubernetesClient client) {
    return client.configMaps().inNamespace(NAMESPACE).withName(CONFIG_MAP);
  }

  /** Whether there is such a place. */
  boolean loaded() {
    return loaded;
  }

  /** The kubelet looks at a pod's ConfigMaps when the pod changes, else about once a minute. */
  private static void hurryKubelet() {
    Tool.kubectl(
        "annotate",
        "pods",
        "--namespace=" + NAMESPACE,
        "--selector=app.kubernetes.io/name=prometheus",
        "--overwrite",
        "serin.dev/rules-changed=" + System.nanoTime());
  }

  /** Waits until Prometheus has read the rules. */
  void awaitRead() {
    reloadUntil(true);
  }

  private void reloadUntil(boolean there) {
    Await.until(
        "rules that Prometheus " + (there ? "has" : "has not"),
        PATIENCE,
        () -> {
          String unused = send("/-/reload", "POST");
          Await.elapse(BETWEEN_LOOKS);
          return send("/api/v1/rules", "GET").contains(GROUP) == there;
        });
  }

  private String send(String path, String method) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(prometheus.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Takes the rules away; returns when Prometheus has forgotten them. */
  @Override
  public void close() {
    if (loaded) {
      configMap(client)
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"" + KEY + "\":null}}");
      hurryKubelet();
      reloadUntil(false);
    }
  }
}
