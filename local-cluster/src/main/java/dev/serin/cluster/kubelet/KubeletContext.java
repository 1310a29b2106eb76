package dev.serin.cluster.kubelet;

import dev.serin.cluster.image.ImageStore;
import io.fabric8.kubernetes.api.model.Pod;
import io.vertx.core.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * What pods need to run.
 *
 * @param images the images
 * @param runtimes the machine's runtimes
 * @param addresses the pods' addresses
 * @param records what is remembered of processes on disk
 * @param traffic what sends requests to pods
 * @param http the client for probes
 * @param thread the kubelet's only thread; drops what comes after its end
 * @param workers threads for what takes long
 * @param statuses the writer of statuses
 * @param podFolder where pods have their temporary folders
 * @param logs the log file of a pod by namespace and name
 * @param restartBackoff the delay before the second restart of a container
 * @param clock the time in statuses
 */
record KubeletContext(
    ImageStore images,
    Runtimes runtimes,
    LoopbackAddresses addresses,
    ProcessRecords records,
    PodTraffic traffic,
    HttpClient http,
    ScheduledExecutorService thread,
    ExecutorService workers,
    StatusWriter statuses,
    Path podFolder,
    BiFunction<String, String, Path> logs,
    Duration restartBackoff,
    InstantSource clock) {

  /** Runs this on the kubelet's thread, unless the kubelet has ended. */
  void run(Runnable work) {
    runAfter(Duration.ZERO, work);
  }

  /** Runs this on the kubelet's thread after a delay, unless the kubelet has ended. */
  @SuppressWarnings("FutureReturnValueIgnored") // Guarded logs what goes wrong.
  void runAfter(Duration delay, Runnable work) {
    thread.schedule(Guarded.of(work), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
  }

  /**
   * Does long work elsewhere, and comes back to the kubelet's thread with its result or failure.
   */
  <T> void work(Callable<T> work, Consumer<T> whenDone, Consumer<Exception> whenFailed) {
    workers.execute(
        () -> {
          try {
            T result = work.call();
            run(() -> whenDone.accept(result));
          } catch (Exception e) {
            run(() -> whenFailed.accept(e));
          }
        });
  }

  /** Where the pod's output goes. */
  Path log(Pod pod) {
    return logs.apply(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
  }

  /** Writes the pod's status to the API. */
  void report(Pod pod, PodState state) {
    statuses.write(pod, PodStatuses.of(pod, state));
  }

  /** Removes an ended pod from the API. */
  void remove(Pod pod) {
    statuses.remove(pod);
  }
}
