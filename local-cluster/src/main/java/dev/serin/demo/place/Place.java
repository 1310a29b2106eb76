package dev.serin.demo.place;

import dev.serin.argo.rollout.Rollout;
import dev.serin.demo.measure.Observation;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A cluster that the stories are played on. Closing it stops or removes what was made for it. */
public interface Place extends AutoCloseable {
  /** Waits until the gateway and the deploy agent are ready. */
  void awaitReady() throws InterruptedException;

  /** A client of the Kubernetes API; it is closed with the place. */
  KubernetesClient client();

  /** Where customers send their requests. */
  URI gateway();

  /**
   * Makes sure that the deploy agent is still there.
   *
   * @throws DemoException with what is known of its end when it is not
   */
  void checkAgent();

  /** What is up and running, for people; each line a name and what it is. */
  List<String> introduction();

  /** Addresses and commands for people who look around afterwards. */
  List<String> toLookAt();

  /** The last lines that the deploy agent has logged. */
  List<String> endOfAgentLog();

  /**
   * Is told of every answer that a customer has got, in case the gateway itself tells nobody.
   *
   * @param observation with a version that is not known yet
   * @param servedBy which pod says that it has answered; empty if none does
   * @param rollout the service's Rollout as it is now
   */
  void answered(Observation observation, String servedBy, Optional<Rollout> rollout);

  /**
   * What the cluster's own telemetry has counted of one version of a service.
   *
   * @param podTemplateHash the version
   * @return nothing when there is no telemetry to ask
   */
  Optional<Counted> counted(String service, String podTemplateHash) throws InterruptedException;

  @Override
  void close();

  /**
   * Requests that were counted.
   *
   * @param requests all of them
   * @param failed those with a status of 500 or more
   */
  record Counted(long requests, long failed) {}
}
