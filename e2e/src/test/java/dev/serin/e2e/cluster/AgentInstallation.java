package dev.serin.e2e.cluster;

import dev.serin.e2e.support.Checkout;
import dev.serin.e2e.support.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The agent in a namespace, for that namespace only, as deploy-agent/install has it. */
final class AgentInstallation {

  private static final Path INSTALL = Checkout.HOME.resolve("deploy-agent/install");

  private static final String KUSTOMIZATION =
      """
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      namespace: NAMESPACE
      resources: [INSTALL]
      images: [{name: serin/deploy-agent, newName: "IMAGE", WHICH: "VERSION"}]
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

  /** The definitions of Serin's kinds, as an administrator applies them; also a second time. */
  static void applyDefinitions() {
    String unused = Tool.run("", List.of(INSTALL.resolve("crds/apply").toString()));
  }

  /**
   * Installs it, without a volume for its history; returns when it is ready.
   *
   * @param image its image by digest or with a tag
   */
  static void install(String namespace, String image) throws IOException {
    kustomize(namespace, image, "apply", "--server-side");
    Tool.kubectl(
        "rollout",
        "status",
        "--namespace=" + namespace,
        "--timeout=180s",
        "deployment/serin-deploy-agent");
  }

  /** Takes all of it away; returns when it is gone. */
  static void uninstall(String namespace, String image) throws IOException {
    kustomize(namespace, image, "delete", "--timeout=120s");
  }

  private static void kustomize(String namespace, String image, String verb, String flag)
      throws IOException {
    Path folder = TemporaryFolder.create("install").toRealPath();
    try {
      Path install = Checkout.HOME.toRealPath().resolve("deploy-agent/install/namespaced");
      boolean byDigest = image.contains("@");
      int split = byDigest ? image.indexOf('@') : image.lastIndexOf(':');
      Files.writeString(
          folder.resolve("kustomization.yaml"),
          KUSTOMIZATION
              .replace("NAMESPACE", namespace)
              .replace("INSTALL", folder.relativize(install).toString())
              .replace("IMAGE", image.substring(0, split))
              .replace("WHICH", byDigest ? "digest" : "newTag")
              .replace("VERSION", image.substring(split + 1)));
      Tool.kubectl(verb, flag, "--kustomize", folder.toString());
    } finally {
      TemporaryFolder.delete(folder);
    }
  }
}
