package dev.serin.agent.server;

import dev.serin.agent.rival.Advice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while Argo Rollouts controls the same rollouts; says who, and how to go over. */
@Readiness
@ApplicationScoped
public class NoOtherController implements HealthCheck {

  private final AgentServer server;

  /** Called by the container. */
  @Inject
  public NoOtherController(AgentServer server) {
    this.server = server;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health =
        HealthCheckResponse.named("no other controller").status(server.rival().isEmpty());
    server
        .rival()
        .ifPresent(
            lock ->
                health
                    .withData("lock", lock.toString())
                    .withData("held by", lock.holder())
                    .withData("what to do", Advice.text(lock)));
    return health.build();
  }
}
