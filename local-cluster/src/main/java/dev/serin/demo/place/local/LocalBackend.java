package dev.serin.demo.place.local;

import dev.serin.cluster.LocalCluster;
import dev.serin.cluster.LocalClusterOptions;
import dev.serin.delivery.base.BaseImages;
import dev.serin.delivery.registry.ImagePublisher;
import dev.serin.demo.measure.GatewayTraffic;
import dev.serin.demo.place.Backend;
import dev.serin.demo.place.Place;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The local cluster, with the agent as a process beside it.
 *
 * @param namespace of the services
 * @param agentJar the deploy agent's jar
 * @param gatewayPort the gateway's port on 127.0.0.1; 0 for any free one
 * @param seed where the gateway's random choices begin
 */
public record LocalBackend(String namespace, Path agentJar, int gatewayPort, long seed)
    implements Backend {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "local";
  }

  @Override
  public List<String> description() {
    return List.of(
        "Real git pushes, real builds, real processes, in a cluster that lives in this program.",
        "That local cluster is a place to try Serin, not a place to run services.");
  }

  @Override
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    String system = System.getProperty("os.name");
    if (!system.equals("Linux")) {
      problems.add(
          "The local cluster gives each pod a loopback address of its own, which only Linux has"
              + " without being set up for it; this is "
              + system
              + ". Run the demo on Linux or in a Linux virtual machine, or on a cluster with"
              + " --context.");
    }
    portProblem().ifPresent(problems::add);
    return problems;
  }

  private Optional<String> portProblem() {
    if (gatewayPort == 0) {
      return Optional.empty();
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), gatewayPort));
      return Optional.empty();
    } catch (IOException taken) {
      return Optional.of(
          "Port "
              + gatewayPort
              + " on 127.0.0.1 is taken ("
              + taken.getMessage()
              + "). Choose another with --port, or leave it out for any free one.");
    }
  }

  @Override
  public Optional<BaseImages> bases() {
    return Optional.empty();
  }

  @Override
  public Optional<ImagePublisher> registry() {
    return Optional.empty();
  }

  @Override
  public String inCluster(String image) {
    return image;
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public Place open(Opening opening) {
    LocalCluster cluster =
        LocalCluster.start(
            LocalClusterOptions.in(opening.work(), opening.images(), new SplittableRandom(seed))
                .withGatewayPort(gatewayPort)
                .withObserver(new GatewayTraffic(opening.atGateway(), opening.stopwatch())));
    try {
      AgentProcess agent = AgentProcess.start(agentJar, cluster.kubeconfig(), opening.agentLog());
      LocalPlace place = new LocalPlace(cluster, agent, namespace, opening.agentLog());
      cluster
          .client()
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .create();
      return place;
    } catch (RuntimeException problem) {
      cluster.close();
      throw problem;
    }
  }
}
