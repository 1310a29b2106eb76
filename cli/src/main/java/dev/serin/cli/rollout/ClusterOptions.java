package dev.serin.cli.rollout;

import dev.serin.argo.client.ClientKeyAlgorithm;
import dev.serin.delivery.problem.UserError;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster and namespace; the options of kubectl. */
public final class ClusterOptions {
  private static final int TIMEOUT_MILLIS = 10_000;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "A kubeconfig; KUBECONFIG or ~/.kube/config when left out.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "A context of it; its current one when left out.")
  private @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "The namespace; that of the context when left out.")
  private @Nullable String namespace;

  /**
   * The images of everything in the cluster that runs, may run, or may come back by a rollback:
   * pods and the templates of all that makes pods, earlier versions of rollouts included.
   */
  public Set<String> imagesInUse(Path directory) {
    try (RolloutCluster cluster = connect(directory)) {
      return cluster.imagesInUse();
    }
  }

  /** Opens a client; nothing is asked of the cluster yet. */
  RolloutCluster connect(Path directory) {
    Config config = config(directory);
    ClientKeyAlgorithm.detect(config);
    config.setRequestTimeout(TIMEOUT_MILLIS);
    config.setConnectionTimeout(TIMEOUT_MILLIS);
    config.setRequestRetryBackoffLimit(2);
    String chosen =
        Optional.ofNullable(namespace)
            .or(() -> Optional.ofNullable(config.getNamespace()))
            .orElse("default");
    try {
      return new RolloutCluster(
          new KubernetesClientBuilder().withConfig(config).build(), chosen, config.getMasterUrl());
    } catch (KubernetesClientException e) {
      String cause = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new UserError("the kubeconfig cannot be used: " + cause, e);
    }
  }

  private Config config(Path directory) {
    Config config;
    if (kubeconfig == null) {
      config = Config.autoConfigure(context);
    } else {
      Path file = directory.resolve(kubeconfig);
      if (!Files.isReadable(file)) {
        throw new UserError("--kubeconfig " + kubeconfig + " is not a file that can be read");
      }
      config = Config.fromKubeconfig(context, file.toFile());
    }
    if (context != null
        && (config.getCurrentContext() == null
            || !context.equals(config.getCurrentContext().getName()))) {
      throw new UserError("no context '" + context + "' in the kubeconfig");
    }
    return config;
  }
}
