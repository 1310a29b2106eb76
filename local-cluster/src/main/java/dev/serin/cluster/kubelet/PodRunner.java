package dev.serin.cluster.kubelet;

import dev.serin.cluster.image.Folders;
import dev.serin.cluster.image.Image;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one pod.
 *
 * <ol>
 *   <li>Give it an address, unpack its image, start its process, probe it.
 *   <li>When the process ends: start it again, at once the first time, then after a delay that
 *       doubles up to five minutes; a run of ten minutes starts the count anew. A container that
 *       cannot be started is tried again in the same way.
 *   <li>When liveness fails: end the process, and go on as above.
 *   <li>When the pod is to end: take it out of the traffic, wait for the requests under way,
 *       SIGTERM, wait for the rest of the grace period, SIGKILL, remove the pod from the API.
 * </ol>
 *
 * <p>Everything here runs on the kubelet's thread; only unpacking is done elsewhere, and its result
 * comes back to that thread. Results that come back to an ended pod are dropped.
 */
final class PodRunner {
  private record Prepared(Image image, ContainerCommand command, Path log) {}

  private static final Logger LOG = LoggerFactory.getLogger(PodRunner.class);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
  private static final Duration GOOD_RUN = Duration.ofMinutes(10);
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);

  private final Pod pod;
  private final KubeletContext context;
  private final Path temporary;
  private final List<ProbeCycle> probes = new ArrayList<>();
  private PodState state;
  private Optional<PodProcess> process = Optional.empty();
  private int failedStarts;
  private boolean over;

  PodRunner(Pod pod, KubeletContext context) {
    this.pod = pod;
    this.context = context;
    this.temporary = context.podFolder().resolve(pod.getMetadata().getUid());
    this.state = PodState.created(context.clock().instant());
  }

  /** Takes the pod on. */
  void start() {
    try {
      if (pod.getSpec().getContainers().size() != 1
          || !pod.getSpec().getInitContainers().isEmpty()) {
        throw new ContainerException(
            "CreateContainerConfigError", "the local cluster runs pods with exactly one container");
      }
      Set<Integer> ports =
          container().getPorts().stream()
              .map(ContainerPort::getContainerPort)
              .collect(Collectors.toUnmodifiableSet());
      Files.createDirectories(temporary);
      update(state.withIp(context.addresses().allocate(ports)));
      prepare();
    } catch (ContainerException e) {
      cannotStart(e, this::start);
    } catch (IOException e) {
      cannotStart(new ContainerException("CreatePodSandboxError", e.toString()), this::start);
    }
  }

  /** Ends the pod in good order, within its grace period. */
  void terminate(Duration grace) {
    if (over || state.terminating()) {
      return;
    }
    Instant deadline = context.clock().instant().plus(grace);
    update(state.ending());
    if (process.isEmpty()) {
      finish();
      return;
    }
    Duration half = grace.dividedBy(2);
    Duration patience = half.compareTo(LONGEST_DRAIN) < 0 ? half : LONGEST_DRAIN;
    context.traffic().drain(state.ip(), patience, () -> context.run(() -> endBy(deadline)));
  }

  private void endBy(Instant deadline) {
    process.ifPresent(PodProcess::terminate);
    Duration rest = Duration.between(context.clock().instant(), deadline);
    context.runAfter(rest, () -> process.ifPresent(PodProcess::kill));
  }

  /** Ends the process at once, as the pod is no longer in the API or the cluster ends. */
  void stop() {
    over = true;
    probes.forEach(ProbeCycle::stop);
    process.ifPresent(PodProcess::kill);
    release();
  }

  /** Asks the process to end, when the whole cluster does. */
  void askToEnd() {
    over = true;
    probes.forEach(ProbeCycle::stop);
    process.ifPresent(PodProcess::terminate);
  }

  /** The process, if one runs. */
  Optional<PodProcess> process() {
    return process;
  }

  private Container container() {
    return pod.getSpec().getContainers().get(0);
  }

  private void prepare() {
    context.work(
        () -> {
          Image image = context.images().image(container().getImage());
          Path log = context.log(pod);
          ContainerCommand command =
              ContainerCommand.of(
                  pod, container(), image, state.ip(), temporary, context.runtimes());
          return new Prepared(image, command, log);
        },
        this::prepared,
        failure -> {
          String reason =
              failure instanceof ContainerException refused ? refused.reason() : "ErrImagePull";
          String message =
              failure instanceof RuntimeException
                  ? failure.toString()
                  : String.valueOf(failure.getMessage());
          cannotStart(new ContainerException(reason, message), this::prepare);
        });
  }

  private void prepared(Prepared container) {
    if (over || state.terminating()) {
      return;
    }
    try {
      launch(container);
    } catch (ContainerException e) {
      cannotStart(e, this::prepare);
    } catch (IOException e) {
      cannotStart(new ContainerException("RunContainerError", e.toString()), this::prepare);
    }
  }

  private void launch(Prepared prepared) throws ContainerException, IOException {
    Optional<RequestOptions> readiness = request(container().getReadinessProbe());
    Optional<RequestOptions> liveness = request(container().getLivenessProbe());
    PodProcess started =
        PodProcess.start(
            prepared.command(), pod.getMetadata().getUid(), prepared.log(), context.records());
    process = Optional.of(started);
    Instant now = context.clock().instant();
    started.whenEnded(code -> context.run(() -> exited(started, code, now)));
    update(
        state
            .withImage(prepared.image().digest())
            .withContainer(new ContainerProgress.Running(now)));
    if (readiness.isEmpty()) {
      ready(true);
    } else {
      probe(container().getReadinessProbe(), readiness.get(), true, this::ready);
    }
    liveness.ifPresent(
        request ->
            probe(
                container().getLivenessProbe(),
                request,
                false,
                alive -> {
                  if (!alive) {
                    LOG.info("{} fails its liveness probe and is started again", name());
                    started.kill();
                  }
                }));
  }

  private Optional<RequestOptions> request(@Nullable Probe probe) throws ContainerException {
    return probe == null
        ? Optional.empty()
        : Optional.of(ProbeCycle.request(probe, container(), state.ip()));
  }

  private void probe(
      Probe probe, RequestOptions request, boolean eager, Consumer<Boolean> listener) {
    probes.add(ProbeCycle.start(probe, request, context, eager, listener));
  }

  private void ready(boolean now) {
    update(state.withReady(now, context.clock().instant()));
  }

  private void exited(PodProcess ended, int code, Instant started) {
    ended.endRest();
    process = Optional.empty();
    probes.forEach(ProbeCycle::stop);
    probes.clear();
    if (over) {
      return;
    }
    Instant now = context.clock().instant();
    ContainerProgress.Terminated end =
        new ContainerProgress.Terminated(code, code == 0 ? "Completed" : "Error", "", started, now);
    PodState after = state.withReady(false, now).withContainer(end);
    String policy = pod.getSpec().getRestartPolicy();
    boolean again = policy.equals("Always") || (policy.equals("OnFailure") && code != 0);
    if (state.terminating()) {
      update(after);
      finish();
    } else if (!again) {
      update(after.withLast(end));
    } else {
      if (Duration.between(started, now).compareTo(GOOD_RUN) >= 0) {
        failedStarts = 0;
      }
      update(after.withLast(end));
      Duration delay = nextDelay();
      if (!delay.isZero()) {
        update(
            state.withContainer(new ContainerProgress.Waiting("CrashLoopBackOff", backOff(delay))));
      }
      context.runAfter(delay, this::restart);
    }
  }

  private void restart() {
    if (!over && !state.terminating()) {
      state = state.restarted();
      prepare();
    }
  }

  private void cannotStart(ContainerException problem, Runnable again) {
    if (over || state.terminating()) {
      return;
    }
    LOG.info("{}: {}: {}", name(), problem.reason(), problem.getMessage());
    update(
        state.withContainer(
            new ContainerProgress.Waiting(problem.reason(), String.valueOf(problem.getMessage()))));
    failedStarts = Math.max(1, failedStarts);
    context.runAfter(
        nextDelay(),
        () -> {
          if (!over && !state.terminating()) {
            again.run();
          }
        });
  }

  private Duration nextDelay() {
    int before = failedStarts++;
    if (before == 0) {
      return Duration.ZERO;
    }
    Duration delay = context.restartBackoff().multipliedBy(1L << Math.min(before - 1, 20));
    return delay.compareTo(LONGEST_BACKOFF) < 0 ? delay : LONGEST_BACKOFF;
  }

  private String backOff(Duration delay) {
    return String.format(
        "back-off %ds restarting failed container=%s pod=%s_%s(%s)",
        delay.toSeconds(),
        container().getName(),
        pod.getMetadata().getName(),
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getUid());
  }

  private void update(PodState next) {
    if (!next.equals(state)) {
      state = next;
      context.report(pod, next);
    }
  }

  private void finish() {
    over = true;
    release();
    context.remove(pod);
  }

  private void release() {
    if (!state.ip().isEmpty()) {
      context.addresses().release(state.ip());
    }
    try {
      Folders.delete(temporary);
    } catch (IOException e) {
      LOG.warn("{} of {} cannot be deleted", temporary, name(), e);
    }
  }

  private String name() {
    return "pod " + pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
  }
}
