package dev.serin.agent.write;

import dev.serin.agent.api.BusyException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Set;

/** Tells what an API server's refusal means. */
public final class ApiErrors {

  private static final Set<Integer> LASTING = Set.of(400, 401, 403, 405, 413, 415, 422);

  private ApiErrors() {}

  /** The object is not the version that the patch was made for. */
  static boolean stale(KubernetesClientException problem) {
    return problem.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  /** There is an object of that name already. */
  public static boolean exists(KubernetesClientException problem) {
    return problem.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  /** It may well be taken when it is tried again: nobody answered, or not now. */
  public static boolean passing(KubernetesClientException problem) {
    return !lasting(problem)
        && (problem.getCode() <= 0
            || problem.getCode() == BusyException.TOO_MANY_REQUESTS
            || problem.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR);
  }

  /** Trying again soon is of no use. */
  public static boolean lasting(Throwable problem) {
    return problem instanceof KubernetesClientException refusal
        && (LASTING.contains(refusal.getCode()) || tooLarge(refusal));
  }

  /** The object is larger than etcd takes, which comes as an internal error with no code. */
  public static boolean tooLarge(Throwable problem) {
    return String.valueOf(problem.getMessage()).contains("too large");
  }

  static boolean absent(KubernetesClientException problem) {
    return problem.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
  }
}
