package dev.serin.e2e.install;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serin.e2e.support.ApiCluster;
import dev.serin.e2e.support.ApiObjects;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Installs the agent's rights in a cluster without nodes, and acts as its service account. */
final class ServiceAccounts {

  private static final String NAME = "serin-deploy-agent";

  private static final Set<String> RIGHTS =
      Set.of(
          "Namespace",
          "ServiceAccount",
          "ClusterRole",
          "ClusterRoleBinding",
          "Role",
          "RoleBinding");

  private ServiceAccounts() {}

  /** The user that the API server sees. */
  static String user(String namespace) {
    return "system:serviceaccount:" + namespace + ":" + NAME;
  }

  /** Applies the namespace, service account and rights among some manifests. */
  static void install(ApiCluster cluster, String manifests) {
    for (JsonNode object : Manifests.documents(manifests)) {
      if (RIGHTS.contains(object.get("kind").asText())) {
        ApiObjects.apply(cluster.client(), object.toString());
      }
    }
  }

  /** A kubeconfig of the agent's service account in a namespace. */
  static Path kubeconfig(ApiCluster cluster, String namespace) {
    TokenRequest request = new TokenRequest();
    request.setSpec(new TokenRequestSpec());
    request.getSpec().setAudiences(List.of());
    String token =
        cluster
            .client()
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(NAME)
            .tokenRequest(request)
            .getStatus()
            .getToken();
    return cluster.credentials().withToken(token);
  }
}
