package dev.serin.demo.run;

import dev.serin.cluster.GatewayObserver;
import dev.serin.cluster.LocalCluster;
import dev.serin.cluster.LocalClusterOptions;
import dev.serin.demo.deploy.Deployer;
import dev.serin.demo.deploy.RolloutWatch;
import dev.serin.demo.view.Narrator;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Starts what the stories are played on, and sees to it that it is stopped in the end. */
final class StageBuilder {
  private final Settings settings;
  private final WorkFolder work;
  private final Teardown teardown;
  private final Narrator narrator;
  private final Scoreboard scoreboard;

  StageBuilder(
      Settings settings,
      WorkFolder work,
      Teardown teardown,
      Narrator narrator,
      Scoreboard scoreboard) {
    this.scoreboard = scoreboard;
    this.settings = settings;
    this.work = work;
    this.teardown = teardown;
    this.narrator = narrator;
  }

  /**
   * Starts the cluster and the agent, and waits until both are ready.
   *
   * @param namespace the namespace of the services; it is made
   * @param images the OCI layout that the cluster takes images from
   * @param observer is told of every request at the gateway
   */
  Stage build(String namespace, Path images, GatewayObserver observer) throws InterruptedException {
    LocalCluster cluster =
        teardown.add(
            "the local cluster",
            LocalCluster.start(
                LocalClusterOptions.in(
                        work.folder("cluster"), images, new SplittableRandom(settings.seed()))
                    .withGatewayPort(settings.gatewayPort())
                    .withObserver(observer)));
    AgentProcess agent =
        teardown.add(
            "the deploy agent",
            AgentProcess.start(
                settings.agentJar(), cluster.kubeconfig(), work.path().resolve(Demo.AGENT_LOG)));
    cluster
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    RolloutWatch watch =
        teardown.add(
            "the watch", new RolloutWatch(cluster.client(), namespace, new WeightTeller(narrator)));
    scoreboard.doing("the local cluster is starting");
    agent.awaitReady();
    scoreboard.doing("");
    narrator.at(
        "up and running:",
        List.of(
            "local cluster  " + cluster.api(),
            "gateway        "
                + cluster.gateway()
                + ": splits requests between the stable version and the canary",
            "deploy agent   "
                + agent.address()
                + ": shifts requests to the canary, watches it, promotes it or takes it back"));
    return new Stage(cluster, agent, new Deployer(cluster.client(), namespace), watch);
  }
}
