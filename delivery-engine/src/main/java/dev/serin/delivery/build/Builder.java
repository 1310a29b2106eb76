package dev.serin.delivery.build;

import dev.serin.delivery.affected.Affected;
import dev.serin.delivery.build.backing.BackingServices;
import dev.serin.delivery.build.go.GoToolchain;
import dev.serin.delivery.build.maven.MavenToolchain;
import dev.serin.delivery.build.node.NodeToolchain;
import dev.serin.delivery.build.process.ChildEnvironment;
import dev.serin.delivery.build.python.PythonToolchain;
import dev.serin.delivery.build.toolchain.Machine;
import dev.serin.delivery.build.toolchain.Toolchain;
import dev.serin.delivery.build.toolchain.Tools;
import dev.serin.delivery.cache.ImageCache;
import dev.serin.delivery.image.ImageAssembler;
import dev.serin.delivery.image.OciLayout;
import dev.serin.delivery.problem.InvalidInputException;
import dev.serin.delivery.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Builds, tests and containerises services, each one alone, several at once.
 *
 * <ol>
 *   <li>Before anything starts, every service's toolchain is asked what this machine lacks; all
 *       answers together are one error.
 *   <li>Each service gets a workspace of its own with its inputs from the commit, a private home
 *       and temporary folder, and is built there by its toolchain. No service waits for another:
 *       what a service depends on is built in its own workspace.
 *   <li>A service that fails does not stop the others.
 *   <li>When the calling thread is interrupted, all programs are killed, all workspaces removed,
 *       and only then this returns.
 * </ol>
 *
 * <p>Invariant: after {@link #build} there is no process and no workspace of it left, however it
 * ended. Only images, logs and Serin's cache remain. The one exception is a run that is killed
 * outright; the next one removes what it left, see {@link BuildFolder}.
 */
public final class Builder {
  private final Machine machine;
  private final Map<String, Toolchain> toolchains;

  /** A builder with all toolchains that there are. */
  public Builder(Machine machine) {
    this(
        machine,
        List.of(
            new MavenToolchain(machine),
            new GoToolchain(machine),
            new NodeToolchain(machine),
            new PythonToolchain()));
  }

  Builder(Machine machine, List<Toolchain> toolchains) {
    this.machine = machine;
    this.toolchains =
        toolchains.stream()
            .collect(Collectors.toUnmodifiableMap(Toolchain::id, Function.identity()));
  }

  /**
   * Builds all services of a request and waits for them.
   *
   * @return what became of each service
   * @throws InvalidInputException if a service cannot be built on this machine; nothing was started
   * @throws IOException if folders cannot be written
   * @throws InterruptedException if the thread was interrupted; everything is cleaned up then
   */
  public BuildReport build(BuildRequest request, BuildListener listener)
      throws IOException, InterruptedException {
    try (BuildFolder buildFolder = BuildFolder.create(machine.temporary())) {
      Path root = buildFolder.root();
      Path ask = root.resolve("ask");
      Tools tools = new Tools(environment(ask), ask);
      checkToolchains(request, tools);
      Files.createDirectories(request.logs());
      Containeriser containeriser =
          new Containeriser(request, new ImageAssembler(OciLayout.create(request.images())));
      SerialListener events = new SerialListener(listener);
      List<ServiceTask> tasks = new ArrayList<>();
      for (Affected affected : request.services()) {
        events.on(new BuildEvent.Queued(affected.service().name()));
        Path folder = root.resolve(affected.service().name());
        tasks.add(
            new ServiceTask(
                request,
                affected,
                toolchain(affected),
                folder,
                environment(folder),
                machine.environment(),
                tools,
                containeriser,
                events));
      }
      return new BuildReport(runAll(tasks, request.options().parallel()));
    }
  }

  /**
   * Says what a service's image depends on and what the cache has for it; builds nothing.
   *
   * @param request with a cache
   * @throws IOException if the cache or the registry of base images cannot be asked
   */
  public CacheExplanation explain(BuildRequest request, Affected affected)
      throws IOException, InterruptedException {
    Publication publication =
        request
            .publication()
            .filter(it -> it.cache().isPresent())
            .orElseThrow(() -> new IllegalArgumentException("the request has no cache"));
    ImageCache cache = publication.cache().orElseThrow();
    try (BuildFolder buildFolder = BuildFolder.create(machine.temporary())) {
      Path ask = buildFolder.root().resolve("ask");
      Tools tools = new Tools(environment(ask), ask);
      checkToolchains(request, tools);
      ImageInputs known =
          ImageInputs.of(affected, request, toolchain(affected), tools, machine.environment());
      String service = affected.service().name();
      return new CacheExplanation(
          service,
          known.inputs(),
          known.obstacles(publication.unpinned().contains(service)),
          cache.find(service, known.inputs()),
          cache.last(service));
    }
  }

  private static List<ServiceOutcome> runAll(List<ServiceTask> tasks, int parallel)
      throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(parallel);
    try {
      List<Future<ServiceOutcome>> futures = new ArrayList<>();
      tasks.forEach(task -> futures.add(threads.submit(task)));
      List<ServiceOutcome> outcomes = new ArrayList<>();
      for (Future<ServiceOutcome> future : futures) {
        outcomes.add(future.get());
      }
      return outcomes;
    } catch (ExecutionException problem) {
      throw unwrap(problem);
    } finally {
      // Running builds are interrupted; they kill their programs before they end.
      threads.shutdownNow();
      awaitEnd(threads);
    }
  }

  private static IOException unwrap(ExecutionException problem) throws InterruptedException {
    Throwable cause = problem.getCause();
    if (cause instanceof IOException input) {
      return input;
    }
    if (cause instanceof InterruptedException interrupt) {
      throw interrupt;
    }
    if (cause instanceof RuntimeException mistake) {
      throw mistake;
    }
    throw new IllegalStateException("a build ended in an unexpected way", cause);
  }

  private static void awaitEnd(ExecutorService threads) {
    boolean interrupted = Thread.interrupted();
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void checkToolchains(BuildRequest request, Tools tools) throws InterruptedException {
    Problems problems = new Problems();
    for (Affected affected : request.services()) {
      String name = affected.service().name();
      Toolchain toolchain = toolchains.get(affected.service().toolchain());
      List<String> missing =
          toolchain == null
              ? List.of(
                  "is built by '%s', which this version of Serin cannot run; it knows %s"
                      .formatted(
                          affected.service().toolchain(),
                          String.join(", ", toolchains.keySet().stream().sorted().toList())))
              : toolchain.missing(affected.service(), request.tree(), tools);
      List<String> all = new ArrayList<>(missing);
      all.addAll(
          BackingServices.missing(
              affected.service().effectiveDescription().build().needs(), tools));
      all.forEach(
          message -> problems.add(affected.service().path(), "service " + name + " " + message));
    }
    problems.throwIfAny("This machine cannot build the affected services; nothing was started:");
  }

  private Toolchain toolchain(Affected affected) {
    Toolchain toolchain = toolchains.get(affected.service().toolchain());
    if (toolchain == null) {
      throw new IllegalStateException("toolchains are checked before anything starts");
    }
    return toolchain;
  }

  private Map<String, String> environment(Path folder) {
    return ChildEnvironment.of(
        machine.environment(), folder, folder.resolve("home"), folder.resolve("tmp"));
  }

  /** Hands events on one at a time. */
  private record SerialListener(BuildListener listener) implements BuildListener {
    @Override
    public void on(BuildEvent event) {
      synchronized (this) {
        listener.on(event);
      }
    }
  }
}
