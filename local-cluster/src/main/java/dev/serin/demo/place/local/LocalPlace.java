package dev.serin.demo.place.local;

import dev.serin.argo.rollout.Rollout;
import dev.serin.cluster.LocalCluster;
import dev.serin.demo.measure.Observation;
import dev.serin.demo.place.LogFile;
import dev.serin.demo.place.Place;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The local cluster and the agent's process.
 *
 * @param cluster with its gateway, which notes every request itself
 * @param agent beside it
 * @param namespace of the services
 * @param agentLog the agent's output
 */
record LocalPlace(LocalCluster cluster, AgentProcess agent, String namespace, Path agentLog)
    implements Place {
  @Override
  public void awaitReady() throws InterruptedException {
    agent.awaitReady();
  }

  @Override
  public KubernetesClient client() {
    return cluster.client();
  }

  @Override
  public URI gateway() {
    return cluster.gateway();
  }

  @Override
  public void checkAgent() {
    agent.checkAlive();
  }

  @Override
  public List<String> introduction() {
    return List.of(
        "local cluster  " + cluster.api(),
        "gateway        "
            + cluster.gateway()
            + ": splits requests between the stable version and the canary",
        "deploy agent   "
            + agent.address()
            + ": shifts requests to the canary, watches it, promotes it or takes it back");
  }

  @Override
  public List<String> toLookAt() {
    return List.of(
        "  rollouts, as the deploy agent sees them:",
        "    " + agent.address().resolve("/api/v1/rollouts"),
        "  what is in the cluster:",
        "    export KUBECONFIG=" + cluster.kubeconfig(),
        "    kubectl -n " + namespace + " get rollouts,httproutes,pods");
  }

  @Override
  public List<String> endOfAgentLog() {
    return LogFile.lastLines(agentLog);
  }

  @Override
  public void answered(Observation observation, String servedBy, Optional<Rollout> rollout) {
    // The gateway has seen it, and knows better.
  }

  @Override
  public Optional<Counted> counted(String service, String podTemplateHash) {
    return Optional.empty();
  }

  @Override
  public void close() {
    agent.close();
    cluster.close();
  }
}
