package dev.serin.agent.server;

import dev.serin.agent.history.History;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means: everything in the cluster has been seen once, and rollouts are being handled, by
 * this agent or, when it is a standby, by another one.
 */
@Readiness
@ApplicationScoped
public class CachesInSync implements HealthCheck {

  private final AgentServer server;

  /** Called by the container. */
  @Inject
  public CachesInSync(AgentServer server) {
    this.server = server;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health =
        HealthCheckResponse.named("caches in sync").status(server.ready());
    server
        .standing()
        .ifPresent(
            standing -> {
              health
                  .withData("leader", standing.leads())
                  .withData("identity", standing.self())
                  .withData("lease held by", standing.holder());
              if (standing.problem() != null) {
                health.withData("lease", standing.problem());
              }
            });
    History.State history = server.history().state();
    health.withData("history", history.up());
    if (history.problem() != null) {
      health.withData("history problem", history.problem());
    }
    return health.build();
  }
}
