package dev.serin.cluster.kubelet;

import dev.serin.cluster.image.ImageStore;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs all pods of the API on this machine; see {@link PodRunner} for one. */
public final class Kubelet implements ResourceEventHandler<Pod>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Kubelet.class);
  private static final int WORKERS = 2;
  private static final int MAX_PROBES_UNDER_WAY = 256;
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(3);

  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1, work -> daemon(work, "kubelet"), new ThreadPoolExecutor.DiscardPolicy());
  private final ExecutorService workers =
      Executors.newFixedThreadPool(WORKERS, work -> daemon(work, "kubelet-worker"));
  private final KubeletContext context;
  private final Map<String, PodRunner> runners = new HashMap<>();
  private final SharedIndexInformer<Pod> informer;

  /**
   * Starts to run pods.
   *
   * @param logs the log file of a pod by namespace and name
   * @param podFolder where pods have their temporary folders
   * @param restartBackoff the delay before the second restart of a container
   */
  public Kubelet(
      Vertx vertx,
      KubernetesClient client,
      ImageStore images,
      ProcessRecords records,
      PodTraffic traffic,
      BiFunction<String, String, Path> logs,
      Path podFolder,
      Duration restartBackoff,
      InstantSource clock,
      RandomGenerator random) {
    HttpClientOptions probes =
        new HttpClientOptions()
            .setKeepAlive(false)
            .setMaxPoolSize(MAX_PROBES_UNDER_WAY)
            .setConnectTimeout(1000);
    this.context =
        new KubeletContext(
            images,
            Runtimes.ofThisMachine(),
            new LoopbackAddresses(random),
            records,
            traffic,
            vertx
                .httpClientBuilder()
                .with(probes)
                .withConnectHandler(
                    connection ->
                        connection.exceptionHandler(
                            failure -> LOG.debug("a probe's connection was lost", failure)))
                .build(),
            thread,
            workers,
            new StatusWriter(client),
            podFolder,
            logs,
            restartBackoff,
            clock);
    this.informer = client.pods().inAnyNamespace().inform(this);
  }

  /** Whether this machine can run pods: Linux with /proc and setsid. */
  public static boolean possible() {
    return PodProcess.possible();
  }

  @Override
  public void onAdd(Pod pod) {
    context.run(
        () -> {
          PodRunner runner = new PodRunner(pod, context);
          runners.put(pod.getMetadata().getUid(), runner);
          if (pod.getMetadata().getDeletionTimestamp() == null) {
            runner.start();
          } else {
            runner.terminate(Duration.ZERO);
          }
        });
  }

  @Override
  public void onUpdate(Pod before, Pod pod) {
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
      context.run(
          () -> {
            PodRunner runner = runners.get(pod.getMetadata().getUid());
            if (runner != null) {
              runner.terminate(Duration.ofSeconds(grace));
            }
          });
    }
  }

  @Override
  public void onDelete(Pod pod, boolean finalStateUnknown) {
    context.run(
        () -> {
          PodRunner runner = runners.remove(pod.getMetadata().getUid());
          if (runner != null) {
            runner.stop();
          }
        });
  }

  /** Ends all processes: asks first, and kills those that still run after three seconds. */
  @Override
  public void close() {
    informer.stop();
    CompletableFuture<List<CompletableFuture<Integer>>> asked = new CompletableFuture<>();
    context.run(() -> asked.complete(askAll()));
    try {
      CompletableFuture.allOf(asked.get().toArray(CompletableFuture<?>[]::new))
          .get(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.info("some pods did not end when they were asked to, and are killed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("exits of processes do not fail", e);
    } finally {
      stopAll();
    }
  }

  private List<CompletableFuture<Integer>> askAll() {
    List<CompletableFuture<Integer>> exits = new ArrayList<>();
    for (PodRunner runner : runners.values()) {
      runner.askToEnd();
      runner.process().map(PodProcess::exit).ifPresent(exits::add);
    }
    return exits;
  }

  private void stopAll() {
    CompletableFuture<Boolean> stopped = new CompletableFuture<>();
    context.run(
        () -> {
          runners.values().forEach(PodRunner::stop);
          stopped.complete(true);
        });
    stopped.join();
    thread.shutdownNow();
    workers.shutdownNow();
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
