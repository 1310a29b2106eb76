package dev.serin.agent.server;

import dev.serin.argo.operator.OperatorException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Answers to questions about one rollout, and what to say when there is none. */
final class Answers {

  /** What is asked; empty when there is no such rollout. */
  interface Question {
    Optional<? extends Object> ask() throws VerbBody.Malformed;
  }

  private Answers() {}

  /** Asks, and says what came of it. */
  static Response to(Question question, String namespace, String name) {
    try {
      return question
          .ask()
          .<Response>map(answer -> Response.ok(answer).build())
          .orElseGet(() -> absent(namespace, name));
    } catch (VerbBody.Malformed problem) {
      return Problems.of(Response.Status.BAD_REQUEST, String.valueOf(problem.getMessage()));
    } catch (OperatorException problem) {
      return Problems.of(Response.Status.CONFLICT, String.valueOf(problem.getMessage()));
    } catch (KubernetesClientException problem) {
      return refused(problem);
    }
  }

  private static Response absent(String namespace, String name) {
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
