package dev.serin.e2e.cluster;

import dev.serin.e2e.support.Checkout;
import dev.serin.e2e.support.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The agent as one of the overlays of {@code deploy-agent/install} has it, without a volume.
 *
 * <p>The pod's containers share their processes, so that a test can kill the agent by signal from
 * inside: the first process of a container cannot be killed from there.
 */
final class AgentInstallation {

  /** The namespace of the installations for a whole cluster. */
  static final String SYSTEM = "serin-system";

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
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: serin-deploy-agent}
            spec: {template: {spec: {shareProcessNamespace: true}}}
      """;

  private static final String NO_VOLUME =
      """
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

  private final String namespace;
  private final String overlay;
  private final String kustomization;
  private final String image;

  private AgentInstallation(String namespace, String overlay, String kustomization, String image) {
    this.namespace = namespace;
    this.overlay = overlay;
    this.kustomization = kustomization;
    this.image = image;
  }

  /**
   * One agent in a namespace, for that namespace only.
   *
   * @param image its image by digest or with a tag
   */
  static AgentInstallation namespaced(String namespace, String image) {
    return new AgentInstallation(namespace, "namespaced", KUSTOMIZATION + NO_VOLUME, image);
  }

  /** One agent for the whole cluster, in {@link #SYSTEM}. */
  static AgentInstallation clusterWide(String image) {
    return new AgentInstallation(SYSTEM, "base", KUSTOMIZATION + NO_VOLUME, image);
  }

  /** Two agents for the whole cluster, in {@link #SYSTEM}; the database must be there. */
  static AgentInstallation highlyAvailable(String image) {
    return new AgentInstallation(SYSTEM, "high-availability", KUSTOMIZATION, image);
  }

  /** The definitions of Serin's kinds, as an administrator applies them; also a second time. */
  static void applyDefinitions() {
    String unused = Tool.run("", List.of(INSTALL.resolve("crds/apply").toString()));
  }

  /** Installs it; returns when it is ready. */
  void install() throws IOException {
    kustomize("apply", "--server-side");
    Tool.kubectl(
        "rollout",
        "status",
        "--namespace=" + namespace,
        "--timeout=180s",
        "deployment/serin-deploy-agent");
  }

  /** Takes all of it away; returns when it is gone. */
  void uninstall() throws IOException {
    kustomize("delete", "--timeout=120s");
  }

  /** Ends an agent's process by SIGKILL; nothing of it can run any more when this returns. */
  static void kill(String namespace, String pod) {
    Tool.kubectl("exec", "--namespace=" + namespace, pod, "--", "bash", "-c", "kill -KILL -1");
  }

  private void kustomize(String verb, String flag) throws IOException {
    Path folder = TemporaryFolder.create("install").toRealPath();
    try {
      boolean byDigest = image.contains("@");
      int split = byDigest ? image.indexOf('@') : image.lastIndexOf(':');
      Path resources = INSTALL.toRealPath().resolve(overlay);
      Files.writeString(
          folder.resolve("kustomization.yaml"),
          kustomization
              .replace("NAMESPACE", namespace)
              .replace("INSTALL", folder.relativize(resources).toString())
              .replace("IMAGE", image.substring(0, split))
              .replace("WHICH", byDigest ? "digest" : "newTag")
              .replace("VERSION", image.substring(split + 1)));
      Tool.kubectl(verb, flag, "--kustomize", folder.toString());
    } finally {
      TemporaryFolder.delete(folder);
    }
  }
}
