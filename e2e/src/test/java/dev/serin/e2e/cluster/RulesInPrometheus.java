package dev.serin.e2e.cluster;

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
import java.util.Map;

/**
 * Serin's rules, put where the Prometheus of e2e/cluster reads rules: in the ConfigMap {@code
 * monitoring/prometheus-rules}. Another cluster has no such place.
 */
final class RulesInPrometheus implements AutoCloseable {

  private static final String NAMESPACE = "monitoring";
  private static final String CONFIG_MAP = "prometheus-rules";
  private static final String KEY = "dashboards-it.yml";
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

  /** Puts the rules there, if there is such a place. Prometheus reads them when it is told to. */
  static RulesInPrometheus load(KubernetesClient client, URI prometheus) throws IOException {
    if (configMap(client).get() == null) {
      return new RulesInPrometheus(client, prometheus, false);
    }
    String patch =
        client
            .getKubernetesSerialization()
            .asJson(Map.of("data", Map.of(KEY, Files.readString(RULES))));
    configMap(client).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    // The kubelet looks at a pod's ConfigMaps when the pod changes, else about once a minute.
    Tool.kubectl(
        "annotate",
        "pods",
        "--namespace=" + NAMESPACE,
        "--selector=app.kubernetes.io/name=prometheus",
        "--overwrite",
        "serin.dev/rules-changed=" + System.nanoTime());
    return new RulesInPrometheus(client, prometheus, true);
  }

  private static Resource<ConfigMap> configMap(KubernetesClient client) {
    return client.configMaps().inNamespace(NAMESPACE).withName(CONFIG_MAP);
  }

  /** Whether there is such a place. */
  boolean loaded() {
    return loaded;
  }

  /** Tells Prometheus to read its rules. */
  void reload() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(prometheus.resolve("/-/reload"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    var unused = http.send(request, HttpResponse.BodyHandlers.discarding());
  }

  @Override
  public void close() {
    if (loaded) {
      configMap(client)
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"" + KEY + "\":null}}");
    }
  }
}
