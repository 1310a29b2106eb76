package dev.serin.cli.rollout;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.channels.UnresolvedAddressException;

/** What a failed request means to the person who made it. */
final class ApiProblems {
  private ApiProblems() {}

  static String message(KubernetesClientException problem, String address, String namespace) {
    String detail = detail(problem);
    return switch (problem.getCode()) {
      case 0, -1 ->
          "cannot reach the API server at "
              + address
              + ": "
              + detail
              + "; check --kubeconfig, --context and the network";
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "the API server at " + address + " does not know who you are: log in again; " + detail;
      case HttpURLConnection.HTTP_FORBIDDEN ->
          "not allowed in namespace '" + namespace + "': " + detail;
      case HttpURLConnection.HTTP_NOT_FOUND ->
          "the cluster at "
              + address
              + " knows no Rollouts: install Serin's deploy agent (docs/install.md); "
              + detail;
      case HttpURLConnection.HTTP_CONFLICT ->
          "somebody changed it at the same moment; nothing was done, so try again: " + detail;
      default -> "the API server refused: " + detail;
    };
  }

  private static String detail(KubernetesClientException problem) {
    if (problem.getStatus() != null && problem.getStatus().getMessage() != null) {
      return problem.getStatus().getMessage();
    }
    Throwable cause = problem;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof UnresolvedAddressException) {
      return "no such host";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
