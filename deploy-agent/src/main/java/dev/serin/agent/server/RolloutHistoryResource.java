package dev.serin.agent.server;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Reads what has happened to one rollout. */
@Path("/api/v1/rollouts/{namespace}/{name}/history")
@Produces(MediaType.APPLICATION_JSON)
public class RolloutHistoryResource {

  private final AgentServer server;

  /** Called by the container. */
  @Inject
  public RolloutHistoryResource(AgentServer server) {
    this.server = server;
  }

  /** A page, the newest first. */
  @GET
  public Response page(
      @PathParam("namespace") String namespace,
      @PathParam("name") String name,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("before") @Nullable String before,
      @QueryParam("limit") @Nullable String limit) {
    return HistoryPages.page(server.history(), namespace, name, kind, before, limit);
  }
}
