package dev.serin.e2e.cluster;

import dev.serin.e2e.support.Checkout;
import dev.serin.e2e.support.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The agent in a namespace, for that namespace only, as deploy-agent/install has it. */
final class AgentInstallation {

  private static final String KUSTOMIZATION =
      """
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      namespace: NAMESPACE
      resources: [INSTALL]
      images: [{name: serin/deploy-agent, newName: "IMAGE", digest: "DIGEST"}]
      patches:
        - patch: |-
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: serin-deploy-agent}
            $patch: delete
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: serin-deploy-agent}
            spec:
              template:
                spec:
                  volumes:
                    - {name: history, persistentVolumeClaim: null, emptyDir: {}}
      """;

  private AgentInstallation() {}

  /**
   * Installs it, without a volume for its history; returns when it is ready.
   *
   * @param image its image by digest
   */
  static void install(String namespace, String image) throws IOException {
    Path folder = TemporaryFolder.create("install").toRealPath();
    try {
      Path install = Checkout.HOME.toRealPath().resolve("deploy-agent/install/namespaced");
      String[] name = image.split("@");
      Files.writeString(
          folder.resolve("kustomization.yaml"),
          KUSTOMIZATION
              .replace("NAMESPACE", namespace)
              .replace("INSTALL", folder.relativize(install).toString())
              .replace("IMAGE", name[0])
              .replace("DIGEST", name[1]));
      // Kustomize leaves the subjects of bindings in the namespace that the base names.
      String manifests =
          Tool.binary("kubectl", "kustomize", folder.toString())
              .replace("namespace: serin-system", "namespace: " + namespace);
      String unused =
          Tool.binaryWithInput(manifests, "kubectl", "apply", "--server-side", "-f", "-");
      Tool.kubectl(
          "rollout",
          "status",
          "--namespace=" + namespace,
          "--timeout=180s",
          "deployment/serin-deploy-agent");
    } finally {
      TemporaryFolder.delete(folder);
    }
  }
}
