package dev.serin.agent.server;

import dev.serin.agent.cluster.ClusterView;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;

/** Reads rollouts. Answers from memory; asks nobody. */
@Path("/api/v1/rollouts")
@Produces(MediaType.APPLICATION_JSON)
public class RolloutsResource {

  private final AgentServer server;

  /** Called by the container. */
  @Inject
  public RolloutsResource(AgentServer server) {
    this.server = server;
  }

  /** All rollouts, by namespace and name. */
  @GET
  public List<RolloutSummary> list() {
    ClusterView view = server.view();
    return view.rollouts().all().stream()
        .map(
            rollout ->
                RolloutSummary.of(
                    rollout, view.analysisRunsOf(rollout).stream().map(server::latest).toList()))
        .sorted(Comparator.comparing(RolloutSummary::namespace).thenComparing(RolloutSummary::name))
        .toList();
  }
}
