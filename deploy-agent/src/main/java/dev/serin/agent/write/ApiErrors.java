package dev.serin.agent.write;

import dev.serin.agent.api.BusyException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Tells what an API server's refusal means. */
final class ApiErrors {

  private ApiErrors() {}

  /** The object is not the version that the patch was made for. */
  static boolean stale(KubernetesClientException problem) {
    return problem.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  static boolean exists(KubernetesClientException problem) {
    return problem.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  /** It may well be taken when it is tried again: nobody answered, or not now. */
  static boolean passing(KubernetesClientException problem) {
    return !Refusals.lasting(problem)
        && (problem.getCode() <= 0
            || problem.getCode() == BusyException.TOO_MANY_REQUESTS
            || problem.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR);
  }

  static boolean absent(KubernetesClientException problem) {
    return problem.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
  }
}
