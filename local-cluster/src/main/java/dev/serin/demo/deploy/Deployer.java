package dev.serin.demo.deploy;

import dev.serin.argo.rollout.Rollout;
import dev.serin.argo.rollout.RolloutSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings manifests into a namespace, and touches nothing there that belongs to the agent.
 *
 * <ol>
 *   <li>What does not exist is created.
 *   <li>A Rollout that exists gets the new image, and the labels and annotations of the manifest,
 *       by a merge patch; its status, its replicas and everything else stay as they are.
 *   <li>Anything else that exists is left alone: the weights of an HTTPRoute and the selectors of
 *       Services are the agent's.
 * </ol>
 */
public final class Deployer {
  private static final int ATTEMPTS = 10;

  private final KubernetesClient client;
  private final String namespace;

  /** A deployer into one namespace, which must exist. */
  public Deployer(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * Applies the manifests of one service: first what its Rollout refers to, then the Rollout.
   *
   * @return the generation that the Rollout has now; a status of an older one is out of date
   */
  public long apply(List<HasMetadata> manifests) {
    manifests.stream().filter(manifest -> !(manifest instanceof Rollout)).forEach(this::create);
    return manifests.stream()
        .filter(Rollout.class::isInstance)
        .map(Rollout.class::cast)
        .findFirst()
        .map(this::applyRollout)
        .map(applied -> applied.getMetadata().getGeneration())
        .orElseThrow(() -> new IllegalArgumentException("The manifests have no Rollout"));
  }

  private Rollout applyRollout(Rollout wanted) {
    Resource<Rollout> resource =
        client
            .resources(Rollout.class)
            .inNamespace(namespace)
            .withName(wanted.getMetadata().getName());
    for (int attempt = 1; ; attempt++) {
      Rollout live = resource.get();
      if (live == null) {
        return client.resource(wanted).inNamespace(namespace).create();
      }
      try {
        return resource.patch(PatchContext.of(PatchType.JSON_MERGE), imagePatch(live, wanted));
      } catch (KubernetesClientException problem) {
        // The agent writes to it as well; what it has written is read first.
        if (problem.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == ATTEMPTS) {
          throw problem;
        }
      }
    }
  }

  private <T extends HasMetadata> void create(T manifest) {
    Resource<T> resource = client.resource(manifest).inNamespace(namespace);
    if (resource.get() == null) {
      resource.create();
    }
  }

  /**
   * The merge patch that gives a live Rollout the image of a manifest.
   *
   * <p>A merge patch replaces lists as a whole, so the containers are the live ones with the new
   * image; the resource version makes the API refuse it if they have changed meanwhile.
   */
  static String imagePatch(Rollout live, Rollout wanted) {
    List<Container> containers = containers(live);
    String image = containers(wanted).get(0).getImage();
    containers.get(0).setImage(image);
    ObjectMeta metadata = wanted.getMetadata();
    return Serialization.asJson(
        Map.of(
            "metadata",
            Map.of(
                "resourceVersion",
                live.getMetadata().getResourceVersion(),
                "labels",
                orEmpty(metadata.getLabels()),
                "annotations",
                orEmpty(metadata.getAnnotations())),
            "spec",
            Map.of("template", Map.of("spec", Map.of("containers", containers)))));
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static List<Container> containers(Rollout rollout) {
    RolloutSpec spec = rollout.getSpec();
    PodTemplateSpec template = spec == null ? null : spec.template();
    if (template == null || template.getSpec().getContainers().isEmpty()) {
      throw new IllegalArgumentException(
          "The Rollout " + rollout.getMetadata().getName() + " has no container");
    }
    return template.getSpec().getContainers();
  }
}
