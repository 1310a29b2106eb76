package dev.serin.e2e.support;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Applies what is in a repository again and again, by server-side apply with force. */
public final class GitOpsTool implements AutoCloseable {

  /** What the API server calls it. */
  public static final String MANAGER = "gitops";

  private static final System.Logger LOG = System.getLogger(GitOpsTool.class.getName());

  private final KubernetesClient client;
  private final List<HasMetadata> repository;
  private final UnaryOperator<HasMetadata> rules;
  private final AtomicInteger syncs = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();

  private GitOpsTool(
      KubernetesClient client, List<HasMetadata> repository, UnaryOperator<HasMetadata> rules) {
    this.client = client;
    this.repository = repository;
    this.rules = rules;
  }

  /** Starts to apply everything as it is in the repository. */
  public static GitOpsTool start(
      KubernetesClient client, List<HasMetadata> repository, Duration every) {
    return start(client, repository, every, UnaryOperator.identity());
  }

  /**
   * Starts to apply.
   *
   * @param rules what becomes of an object of the repository before it is applied
   */
  public static GitOpsTool start(
      KubernetesClient client,
      List<HasMetadata> repository,
      Duration every,
      UnaryOperator<HasMetadata> rules) {
    GitOpsTool tool = new GitOpsTool(client, repository, rules);
    var unused =
        tool.schedule.scheduleAtFixedRate(tool::sync, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    return tool;
  }

  private void sync() {
    for (HasMetadata object : repository) {
      try {
        HasMetadata unused =
            client
                .resource(rules.apply(object))
                .patch(
                    new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(MANAGER)
                        .withForce(true)
                        .build());
      } catch (KubernetesClientException problem) {
        refused.incrementAndGet();
        LOG.log(System.Logger.Level.DEBUG, "not applied", problem);
      }
    }
    syncs.incrementAndGet();
  }

  /** How often it has applied everything. */
  public int syncs() {
    return syncs.get();
  }

  /** How many of its writes were refused. */
  public int refused() {
    return refused.get();
  }

  /** Applies nothing any more. */
  public void stop() {
    schedule.shutdownNow();
  }

  @Override
  public void close() {
    stop();
  }
}
