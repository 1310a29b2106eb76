package dev.serin.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;

/**
 * A cluster in one JVM: a place to try Serin, not a place to run services.
 *
 * <p>Everything listens on loopback addresses only. {@link #close()} stops exactly what this
 * cluster started; it also runs when the JVM ends.
 */
public interface LocalCluster extends AutoCloseable {
  /**
   * Starts a cluster. Processes that an earlier, killed run in the same work folder left behind are
   * stopped first.
   *
   * @throws LocalClusterException when it cannot run here or a port is taken; nothing is left
   *     running then
   */
  static LocalCluster start(LocalClusterOptions options) {
    return RunningCluster.start(options);
  }

  /** The kubeconfig with the address and the token of the API, readable by its owner only. */
  Path kubeconfig();

  /** The address of the Kubernetes API, such as {@code http://127.0.0.1:40001}. */
  URI api();

  /** The address of the gateway, such as {@code http://127.0.0.1:8080}. */
  URI gateway();

  /** A client of the Kubernetes API; it is closed with the cluster. */
  KubernetesClient client();

  /**
   * The file that a pod's process writes its output to. It outlives the pod, and need not exist
   * yet.
   */
  Path logs(String namespace, String pod);

  /** Stops all pods, the gateway and the API, in this order; does nothing the second time. */
  @Override
  void close();
}
