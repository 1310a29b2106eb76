package dev.serin.agent.server;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.operator.Operators;
import dev.serin.argo.operator.OperatorException;
import dev.serin.argo.operator.Promotion;
import dev.serin.argo.operator.RolloutState;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rollout: how it is, and the verbs of operators, with the meaning that they have in {@code
 * serin rollout}. A verb is answered as soon as the API server has it; what comes of it is in the
 * rollout's status.
 */
@Path("/api/v1/rollouts/{namespace}/{name}")
@Produces(MediaType.APPLICATION_JSON)
public class RolloutResource {

  /**
   * How a rollout is.
   *
   * @param phase Healthy, Progressing, Paused or Degraded
   * @param message why; may be empty
   * @param ended whether it is healthy or degraded, so that nothing more happens by itself
   */
  public record State(String phase, String message, boolean ended) {}

  /**
   * What was asked for.
   *
   * @param asked in words, one for each patch
   */
  public record Asked(List<String> asked) {}

  private interface Verb {
    Optional<List<String>> ask() throws VerbBody.Malformed;
  }

  private final AgentServer server;
  private final Operators operators;
  private final InstantSource clock;

  @PathParam("namespace")
  String namespace = "";

  @PathParam("name")
  String name = "";

  /** Called by the container. */
  @Inject
  public RolloutResource(AgentServer server, KubernetesClient client) {
    this.server = server;
    this.operators = new Operators(client);
    this.clock = InstantSource.system();
  }

  /** The rollout, from memory. */
  @GET
  public Response rollout() {
    return server
        .view()
        .rollouts()
        .get(new ObjectKey(namespace, name))
        .map(
            rollout ->
                Response.ok(
                        RolloutSummary.of(
                            rollout,
                            server.view().analysisRunsOf(rollout).stream()
                                .map(server::latest)
                                .toList()))
                    .build())
        .orElseGet(this::absent);
  }

  /** How it is: what the controller says, unless it has not seen the latest request yet. */
  @GET
  @Path("/status")
  public Response status() {
    return answer(
        () -> {
          Optional<RolloutState> state = operators.rollout(namespace, name).map(RolloutState::of);
          return state.map(
              now ->
                  new State(
                      now.phase().wireName(),
                      now.message(),
                      switch (now.phase()) {
                        case HEALTHY, DEGRADED -> true;
                        case PAUSED, PROGRESSING -> false;
                      }));
        });
  }

  /** Lets it go on. */
  @POST
  @Path("/promote")
  public Response promote(@Nullable String body) {
    return verb(
        () -> {
          VerbBody read = VerbBody.read(body, Set.of("extent"));
          Promotion promotion = read.promotion();
          read.check();
          return operators.promote(namespace, name, promotion);
        });
  }

  /** Takes it back to the stable version. */
  @POST
  @Path("/abort")
  public Response abort(@Nullable String body) {
    return verb(
        () -> {
          VerbBody.read(body, Set.of()).check();
          return operators.abort(namespace, name);
        });
  }

  /** Tries an aborted version again. */
  @POST
  @Path("/retry")
  public Response retry(@Nullable String body) {
    return verb(
        () -> {
          VerbBody.read(body, Set.of()).check();
          return operators.retry(namespace, name);
        });
  }

  /** Holds it until it is promoted. */
  @POST
  @Path("/pause")
  public Response pause(@Nullable String body) {
    return verb(
        () -> {
          VerbBody.read(body, Set.of()).check();
          return operators.pause(namespace, name);
        });
  }

  /** Restarts its pods. */
  @POST
  @Path("/restart")
  public Response restart(@Nullable String body) {
    return verb(
        () -> {
          VerbBody read = VerbBody.read(body, Set.of("at", "in"));
          Instant time = read.time(clock.instant());
          read.check();
          return operators.restart(namespace, name, time);
        });
  }

  /** Goes back to an earlier revision. */
  @POST
  @Path("/undo")
  public Response undo(@Nullable String body) {
    return verb(
        () -> {
          VerbBody read = VerbBody.read(body, Set.of("toRevision"));
          OptionalInt revision = read.revision();
          read.check();
          return operators.undo(namespace, name, revision);
        });
  }

  /** Gives containers other images. */
  @POST
  @Path("/set-image")
  public Response setImage(@Nullable String body) {
    return verb(
        () -> {
          VerbBody read = VerbBody.read(body, Set.of("images"));
          Map<String, String> images = read.images();
          read.check();
          return operators.setImages(namespace, name, images);
        });
  }

  private Response verb(Verb verb) {
    return answer(() -> verb.ask().map(Asked::new));
  }

  private interface Question {
    Optional<? extends Object> ask() throws VerbBody.Malformed;
  }

  private Response answer(Question question) {
    try {
      return question
          .ask()
          .<Response>map(answer -> Response.ok(answer).build())
          .orElseGet(this::absent);
    } catch (VerbBody.Malformed problem) {
      return Problems.of(Response.Status.BAD_REQUEST, String.valueOf(problem.getMessage()));
    } catch (OperatorException problem) {
      return Problems.of(Response.Status.CONFLICT, String.valueOf(problem.getMessage()));
    } catch (KubernetesClientException problem) {
      return refused(problem);
    }
  }

  private Response absent() {
    return Problems.of(
        Response.Status.NOT_FOUND,
        "no Rollout '%s' in namespace '%s'; GET /api/v1/rollouts lists all"
            .formatted(name, namespace));
  }

  private static Response refused(KubernetesClientException problem) {
    String said = String.valueOf(problem.getMessage());
    return switch (problem.getCode()) {
      case 403 -> Problems.of(Response.Status.FORBIDDEN, "the agent may not do that: " + said);
      case 404 -> Problems.of(Response.Status.NOT_FOUND, said);
      case 409, 422 ->
          Problems.of(
              Response.Status.CONFLICT,
              "the API server refuses it, since the object has changed or would be wrong: " + said);
      default ->
          Problems.of(
              Response.Status.SERVICE_UNAVAILABLE,
              "the API server does not take it now; try again: " + said);
    };
  }
}
