package dev.serin.e2e.support;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Objects at an API server, written down as YAML. */
public final class ApiObjects {

  private ApiObjects() {}

  /** What YAML says, without asking the API server. */
  public static List<HasMetadata> read(KubernetesClient client, String yaml) {
    return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items();
  }

  /** Creates what YAML says, in its order. */
  public static void create(KubernetesClient client, String yaml) {
    read(client, yaml).forEach(object -> client.resource(object).create());
  }

  /** Applies what YAML says, in its order, as whoever the client is. */
  public static void apply(KubernetesClient client, String yaml) {
    read(client, yaml).forEach(object -> client.resource(object).serverSideApply());
  }

  /** Creates a namespace. */
  public static void createNamespace(KubernetesClient client, String name) {
    var unused =
        client
            .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
            .create();
  }

  /** The order in which the API server wrote objects. */
  public static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
