package dev.serin.agent.write;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Tells what an API server's refusal means. */
final class ApiErrors {

  private static final int UNPROCESSABLE = 422;

  private ApiErrors() {}

  /**
   * The object may not be what it was when it was read. A JSON patch whose test fails is answered
   * with 422, which can also mean that the patch makes no valid object; anything else that is stale
   * with 409.
   */
  static boolean maybeStale(KubernetesClientException problem) {
    return problem.getCode() == HttpURLConnection.HTTP_CONFLICT
        || problem.getCode() == UNPROCESSABLE;
  }

  static boolean exists(KubernetesClientException problem) {
    return problem.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  static boolean absent(KubernetesClientException problem) {
    return problem.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
  }
}
