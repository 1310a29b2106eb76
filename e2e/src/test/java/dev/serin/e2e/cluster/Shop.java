package dev.serin.e2e.cluster;

import dev.serin.argo.client.ClientKeyAlgorithm;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A namespace of its own with the shop's service recommendations, an agent that looks after it, and
 * customers who ask for recommendations all the time.
 */
final class Shop implements AutoCloseable {

  private static final int USUAL_RATE = 40;

  private final String namespace;
  private final Images images;
  private final KubernetesClient client;
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

  private Shop(String namespace) {
    this.namespace = namespace;
    this.images = new Images(namespace);
    Config config = Config.autoConfigure(null);
    ClientKeyAlgorithm.detect(config);
    this.client = closeLater(new KubernetesClientBuilder().withConfig(config).build());
  }

  /** An empty namespace; one that an earlier run has left is deleted first. */
  static Shop open(String namespace) {
    Shop shop = new Shop(namespace);
    AgentInstallation.applyDefinitions();
    Tool.kubectl("delete", "namespace", namespace, "--ignore-not-found", "--timeout=120s");
    Tool.kubectl("create", "namespace", namespace);
    shop.closeLater(() -> Tool.kubectl("delete", "namespace", namespace, "--timeout=120s"));
    return shop;
  }

  /** With an agent of its own in the same namespace. */
  Shop withAgent() throws IOException {
    AgentInstallation.namespaced(namespace, images.agent()).install();
    return this;
  }

  /** The service in that version, healthy; its agent is in this namespace. */
  Recommendations service(String image) throws IOException {
    return service(image, namespace);
  }

  /** The same, with an agent in another namespace. */
  Recommendations service(String image, String agentNamespace) throws IOException {
    Recommendations service = Recommendations.apply(client, namespace, agentNamespace, image);
    String unused = service.awaitHealthy(null);
    return service;
  }

  /** Customers who have been served already, 40 requests each second. */
  Load customers(Recommendations service) {
    return customers(service, USUAL_RATE);
  }

  /** Customers who have been served already. */
  Load customers(Recommendations service, int requestsPerSecond) {
    Load load = closeLater(new Load(service.address(), requestsPerSecond));
    load.awaitAnswers(50);
    load.forgetFailures();
    return load;
  }

  /** The image of a version that answers every request; versions with other numbers differ. */
  String good(int number) {
    return images.recommendations(0, number);
  }

  /** The image of a version that fails this share of the requests, 0 to 1. */
  String flawed(double share) {
    return images.recommendations(share, 0);
  }

  /** The image of a version that nobody should keep. */
  String bad() {
    return flawed(0.4);
  }

  /** The agent's image. */
  String agentImage() {
    return images.agent();
  }

  KubernetesClient client() {
    return client;
  }

  String namespace() {
    return namespace;
  }

  /** Has something closed before all that is there already. */
  <T extends AutoCloseable> T closeLater(T part) {
    toClose.addFirst(part);
    return part;
  }

  @Override
  public void close() {
    for (AutoCloseable part : toClose) {
      try {
        part.close();
      } catch (Exception problem) {
        throw new IllegalStateException("cannot take away what a test has made", problem);
      }
    }
  }
}
