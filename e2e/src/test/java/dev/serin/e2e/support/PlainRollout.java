package dev.serin.e2e.support;

import io.fabric8.kubernetes.client.KubernetesClient;

/** A Rollout in a namespace of its own, with nothing around it but what a test adds. */
public final class PlainRollout extends RolloutUnderTest {

  private PlainRollout(KubernetesClient client, String namespace) {
    super(client, namespace);
  }

  /** Creates the namespace and, in it, what YAML says. */
  public static PlainRollout create(KubernetesClient client, String namespace, String yaml) {
    ApiObjects.createNamespace(client, namespace);
    PlainRollout rollout = new PlainRollout(client, namespace);
    rollout.add(yaml);
    return rollout;
  }

  /** A Rollout of {@code shop/cart:first}, as YAML: fields of its spec and of its strategy. */
  public static String yaml(String spec, String strategy) {
    return """
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {name: cart}
        spec:
          %s
          selector: {matchLabels: {app: cart}}
          template:
            metadata: {labels: {app: cart}}
            spec: {containers: [{name: cart, image: "shop/cart:first"}]}
          strategy: {%s}
        """
        .formatted(spec, strategy);
  }

  /** A Service over all of its pods, as YAML. */
  public static String service(String name) {
    return """
        apiVersion: v1
        kind: Service
        metadata: {name: %s}
        spec: {selector: {app: cart}, ports: [{port: 80}]}
        """
        .formatted(name);
  }

  /** Creates in its namespace what YAML says. */
  public void add(String yaml) {
    ApiObjects.read(client(), yaml)
        .forEach(object -> client().resource(object).inNamespace(namespace()).create());
  }
}
