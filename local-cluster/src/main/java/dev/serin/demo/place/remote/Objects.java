package dev.serin.demo.place.remote;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;

/** What the demo makes in a cluster beside the services and the agent. */
final class Objects {
  /** The label of the agent's pods. */
  static final String AGENT = "serin-deploy-agent";

  /** The Gateway. */
  static final String GATEWAY = "serin";

  private static final String NAMESPACE_YAML =
      """
      apiVersion: v1
      kind: Namespace
      metadata:
        name: ${namespace}
        labels:
          app.kubernetes.io/managed-by: serin-demo
          pod-security.kubernetes.io/enforce: restricted
      """;

  private static final String GATEWAY_YAML =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: serin, namespace: ${namespace}}
      spec:
        gatewayClassName: ${gatewayClass}
        listeners: [{name: http, protocol: HTTP, port: 80}]
      """;

  private Objects() {}

  static List<HasMetadata> namespace(String namespace) {
    return read(NAMESPACE_YAML.replace("${namespace}", namespace));
  }

  static List<HasMetadata> gateway(String namespace, String gatewayClass) {
    return read(
        GATEWAY_YAML.replace("${namespace}", namespace).replace("${gatewayClass}", gatewayClass));
  }

  private static List<HasMetadata> read(String yaml) {
    return List.of(Serialization.unmarshal(yaml, GenericKubernetesResource.class));
  }
}
