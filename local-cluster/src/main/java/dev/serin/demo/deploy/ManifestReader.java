package dev.serin.demo.deploy;

import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads rendered manifests. */
public final class ManifestReader {
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "Namespace", Namespace.class,
          "Service", Service.class,
          "ServiceAccount", ServiceAccount.class,
          "Gateway", Gateway.class,
          "HTTPRoute", HTTPRoute.class,
          "Rollout", Rollout.class,
          "AnalysisTemplate", AnalysisTemplate.class);

  private ManifestReader() {}

  /**
   * Reads the documents of a YAML stream.
   *
   * @throws IllegalArgumentException when there is a kind that the demo does not apply
   */
  public static List<HasMetadata> read(String yaml) {
    return Arrays.stream(yaml.split("(?m)^---\\s*$"))
        .filter(document -> !document.isBlank())
        .map(ManifestReader::document)
        .toList();
  }

  private static HasMetadata document(String yaml) {
    String kind = Serialization.unmarshal(yaml, GenericKubernetesResource.class).getKind();
    Class<? extends HasMetadata> type = KINDS.get(kind);
    if (type == null) {
      throw new IllegalArgumentException("The demo does not apply the kind " + kind);
    }
    return Serialization.unmarshal(yaml, type);
  }
}
