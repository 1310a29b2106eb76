package dev.serin.agent.server;

import dev.serin.rollout.contest.FieldOwners;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import jakarta.inject.Singleton;

/**
 * Names the agent to the API server, which shows the part before the slash as the manager of the
 * fields that the agent writes: in {@code managedFields}, in the conflicts of a server-side apply,
 * and in audit logs. Otherwise it would be the name of a library.
 */
@Singleton
public class AgentName implements KubernetesConfigCustomizer {

  private static final String USER_AGENT = FieldOwners.OWN + "/v1";

  @Override
  public void customize(Config config) {
    config.setUserAgent(USER_AGENT);
  }
}
