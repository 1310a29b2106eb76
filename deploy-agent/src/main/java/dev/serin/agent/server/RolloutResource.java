package dev.serin.agent.server;

import dev.serin.agent.cluster.ObjectKey;
import dev.serin.agent.operator.Operators;
import dev.serin.argo.operator.Promotion;
import dev.serin.argo.operator.RolloutState;
import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.client.KubernetesClient;
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
  public record State(String phase, String message, boolean ended) {
    static State of(RolloutState now) {
      boolean ended =
          switch (now.phase()) {
            case HEALTHY, DEGRADED -> true;
            case PAUSED, PROGRESSING -> false;
          };
      return new State(now.phase().wireName(), now.message(), ended);
    }
  }

  /**
   * What was asked for.
   *
   * @param asked in words, one for each patch
   */
  public record Asked(List<String> asked) {}

  /** A verb with all that it needs; empty when there is no such rollout. */
  private interface Verb {
    Optional<List<String>> ask();
  }

  /** What a body says: a verb, once the body is known to have no problems. */
  private interface Reading {
    Verb of(VerbBody body);
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
    return Answers.to(
        () -> server.view().rollouts().get(new ObjectKey(namespace, name)).map(this::summary),
        namespace,
        name);
  }

  private RolloutSummary summary(Rollout rollout) {
    return RolloutSummary.of(
        rollout, server.view().analysisRunsOf(rollout).stream().map(server::latest).toList());
  }

  /** How it is: what the controller says, unless it has not seen the latest request yet. */
  @GET
  @Path("/status")
  public Response status() {
    return Answers.to(
        () -> operators.rollout(namespace, name).map(RolloutState::of).map(State::of),
        namespace,
        name);
  }

  /** Lets it go on. */
  @POST
  @Path("/promote")
  public Response promote(@Nullable String body) {
    return verb(
        body,
        Set.of("extent"),
        read -> {
          Promotion promotion = read.promotion();
          return () -> operators.promote(namespace, name, promotion);
        });
  }

  /** Takes it back to the stable version. */
  @POST
  @Path("/abort")
  public Response abort(@Nullable String body) {
    return verb(body, Set.of(), read -> () -> operators.abort(namespace, name));
  }

  /** Tries an aborted version again. */
  @POST
  @Path("/retry")
  public Response retry(@Nullable String body) {
    return verb(body, Set.of(), read -> () -> operators.retry(namespace, name));
  }

  /** Holds it until it is promoted. */
  @POST
  @Path("/pause")
  public Response pause(@Nullable String body) {
    return verb(body, Set.of(), read -> () -> operators.pause(namespace, name));
  }

  /** Restarts its pods. */
  @POST
  @Path("/restart")
  public Response restart(@Nullable String body) {
    return verb(
        body,
        Set.of("at", "in"),
        read -> {
          Instant time = read.time(clock.instant());
          return () -> operators.restart(namespace, name, time);
        });
  }

  /** Goes back to an earlier revision. */
  @POST
  @Path("/undo")
  public Response undo(@Nullable String body) {
    return verb(
        body,
        Set.of("toRevision"),
        read -> {
          OptionalInt revision = read.revision();
          return () -> operators.undo(namespace, name, revision);
        });
  }

  /** Gives containers other images. */
  @POST
  @Path("/set-image")
  public Response setImage(@Nullable String body) {
    return verb(
        body,
        Set.of("images"),
        read -> {
          Map<String, String> images = read.images();
          return () -> operators.setImages(namespace, name, images);
        });
  }

  private Response verb(@Nullable String body, Set<String> fields, Reading reading) {
    return Answers.to(
        () -> {
          VerbBody read = VerbBody.read(body, fields);
          Verb verb = reading.of(read);
          read.check();
          return verb.ask().map(Asked::new);
        },
        namespace,
        name);
  }
}
