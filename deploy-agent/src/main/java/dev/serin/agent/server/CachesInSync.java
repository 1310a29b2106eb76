package dev.serin.agent.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: everything in the cluster has been seen once, and rollouts are being handled. */
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
    return HealthCheckResponse.named("caches in sync").status(server.ready()).build();
  }
}
