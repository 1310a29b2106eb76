package dev.serin.demo.place.remote;

import dev.serin.delivery.base.BaseImages;
import dev.serin.delivery.base.BaseNames;
import dev.serin.delivery.base.BaseSource;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.image.OciLayout;
import dev.serin.delivery.registry.ImagePublisher;
import dev.serin.delivery.registry.Registries;
import dev.serin.demo.place.Backend;
import dev.serin.demo.place.DemoException;
import dev.serin.demo.place.Place;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Any cluster that a kubeconfig leads to.
 *
 * <ol>
 *   <li>Everything is made in one namespace of its own: the agent and what it may do, a Gateway,
 *       the services. What is cluster-wide (definitions, GatewayClass) must be there already.
 *   <li>The agent runs in the cluster, by its own manifests and from an image that Serin's engine
 *       makes of the checkout's build, and is limited to the namespace.
 *   <li>In the end the namespace is deleted, and with it all of that.
 * </ol>
 */
public final class RemoteBackend implements Backend {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final RemoteSettings settings;
  private final Registries registries;
  private final BaseImages bases;
  private final ImagePublisher publisher;

  /** A backend that has not looked at the cluster yet. */
  public RemoteBackend(RemoteSettings settings) {
    this.settings = settings;
    Machine machine = Machine.current();
    this.registries = Registries.ofDocker(machine.environment());
    BaseSource source =
        settings
            .baseRegistry()
            .map(name -> BaseSource.mirror(name, settings.plainHttp()))
            .orElseGet(() -> BaseSource.asNamed(settings.plainHttp()));
    this.bases =
        new BaseImages(
            BaseNames.parse(List.of()), source, registries, machine.cache().resolve("bases"));
    this.publisher = new ImagePublisher(registries, settings.registry());
  }

  @Override
  public String name() {
    return settings.context().orElse("current context");
  }

  @Override
  public List<String> description() {
    return List.of(
        "Real git pushes, real builds, on a real cluster, in the namespace "
            + settings.namespace()
            + ".",
        "The namespace is made for this and deleted in the end.");
  }

  @Override
  public List<String> problems() {
    try (KubernetesClient client = client()) {
      return new ClusterCheck(client, settings).problems();
    } catch (DemoException unusable) {
      return List.of(String.valueOf(unusable.getMessage()));
    }
  }

  @Override
  public String namespace() {
    return settings.namespace();
  }

  @Override
  public Optional<BaseImages> bases() {
    return Optional.of(bases);
  }

  @Override
  public Optional<ImagePublisher> registry() {
    return Optional.of(publisher);
  }

  @Override
  public String inCluster(String image) {
    return settings.inCluster(image);
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public Place open(Opening opening) throws InterruptedException {
    KubernetesClient client = client();
    String gatewayClass = new ClusterCheck(client, settings).gatewayClass();
    RemotePlace place = RemotePlace.create(client, settings, opening.atGateway());
    boolean good = false;
    try {
      place.add(Objects.gateway(settings.namespace(), gatewayClass));
      place.add(agent(settings.inCluster(agentImage(opening))));
      good = true;
      return place;
    } finally {
      if (!good) {
        place.close();
      }
    }
  }

  private List<HasMetadata> agent(String image) {
    try {
      return new AgentManifests(settings.checkout(), settings.namespace()).with(image);
    } catch (IOException problem) {
      throw new DemoException(
          "The agent's manifests cannot be read: " + problem.getMessage(), problem);
    }
  }

  private String agentImage(Opening opening) throws InterruptedException {
    if (settings.agentImage().isPresent()) {
      return settings.agentImage().get();
    }
    try {
      OciLayout layout = OciLayout.create(opening.images());
      return new AgentImage(settings.checkout(), bases, publisher).publish(layout, opening.work());
    } catch (IOException problem) {
      throw new DemoException("There is no image of the agent: " + problem.getMessage(), problem);
    }
  }

  private KubernetesClient client() {
    try {
      // The client's own search begins with this property.
      settings
          .kubeconfig()
          .ifPresent(
              file ->
                  System.setProperty(
                      Config.KUBERNETES_KUBECONFIG_FILE, file.toAbsolutePath().toString()));
      Config config = Config.autoConfigure(settings.context().orElse(null));
      return client(config);
    } catch (RuntimeException problem) {
      throw new DemoException(
          "The kubeconfig "
              + settings.kubeconfig().map(Object::toString).orElse("of this user")
              + " cannot be used: "
              + Causes.innermost(problem),
          problem);
    }
  }

  /** A key whose file does not name its algorithm is taken for RSA by the client; it may be EC. */
  private static KubernetesClient client(Config config) {
    try {
      return new KubernetesClientBuilder().withConfig(config).build();
    } catch (KubernetesClientException notRsa) {
      config.setClientKeyAlgo("EC");
      return new KubernetesClientBuilder().withConfig(config).build();
    }
  }
}
