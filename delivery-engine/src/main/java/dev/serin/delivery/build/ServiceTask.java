package dev.serin.delivery.build;

import dev.serin.delivery.affected.Affected;
import dev.serin.delivery.build.backing.BackingServices;
import dev.serin.delivery.build.toolchain.Artifact;
import dev.serin.delivery.build.toolchain.ServiceBuild;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.StageFailureException;
import dev.serin.delivery.build.toolchain.TestCounts;
import dev.serin.delivery.build.toolchain.Toolchain;
import dev.serin.delivery.build.toolchain.Tools;
import dev.serin.delivery.build.toolchain.Workspace;
import dev.serin.delivery.cache.CachedImage;
import dev.serin.delivery.evidence.statement.TestResult;
import dev.serin.delivery.files.Folders;
import dev.serin.delivery.problem.UserError;
import dev.serin.delivery.registry.RegistryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** One service from its inputs to its image; runs in a thread of its own. */
final class ServiceTask implements Callable<ServiceOutcome> {
  private final BuildRequest request;
  private final Affected affected;
  private final Toolchain toolchain;
  private final Path folder;
  private final Map<String, String> environment;
  private final Map<String, String> machine;
  private final Tools tools;
  private final Containeriser containeriser;
  private final BuildListener events;
  private final Path log;

  ServiceTask(
      BuildRequest request,
      Affected affected,
      Toolchain toolchain,
      Path folder,
      Map<String, String> environment,
      Map<String, String> machine,
      Tools tools,
      Containeriser containeriser,
      BuildListener events) {
    this.request = request;
    this.affected = affected;
    this.toolchain = toolchain;
    this.folder = folder;
    this.environment = environment;
    this.machine = machine;
    this.tools = tools;
    this.containeriser = containeriser;
    this.events = events;
    this.log = request.logs().resolve(affected.service().name() + ".log").toAbsolutePath();
  }

  @Override
  public ServiceOutcome call() throws InterruptedException {
    long start = System.nanoTime();
    events.on(new BuildEvent.Started(name()));
    ServiceOutcome outcome = buildAndCleanUp(start);
    events.on(new BuildEvent.Finished(outcome));
    return outcome;
  }

  private ServiceOutcome buildAndCleanUp(long start) throws InterruptedException {
    ServiceOutcome outcome;
    Optional<String> unremoved;
    try {
      Files.deleteIfExists(log);
      Files.createFile(log);
      outcome = build(start);
    } catch (IOException problem) {
      outcome = failed(Stage.BUILD, describe(problem), TestCounts.NONE, start);
    } finally {
      unremoved = cleanUp();
    }
    return unremoved
        .<ServiceOutcome>map(why -> failed(Stage.IMAGE, why, TestCounts.NONE, start))
        .orElse(outcome);
  }

  private Optional<String> cleanUp() {
    try {
      Folders.delete(folder);
      return Optional.empty();
    } catch (IOException problem) {
      return Optional.of(
          "The workspace "
              + folder
              + " cannot be removed ("
              + problem
              + "). A program that the build left running may still write to it: end it.");
    }
  }

  /** An image that is found needs no workspace and no backing services. */
  private ServiceOutcome build(long start) throws IOException, InterruptedException {
    try {
      ImageInputs known = ImageInputs.of(affected, request, toolchain, tools, machine);
      Optional<CachedImage> cached =
          new CacheLookup(request.publication(), log).find(name(), known);
      return cached.isPresent() ? reused(cached.get(), known, start) : build(known, start);
    } catch (RegistryException problem) {
      return failed(Stage.BUILD, problem.explanation() + ".", TestCounts.NONE, start);
    } catch (UserError inputs) {
      return failed(Stage.BUILD, String.valueOf(inputs.getMessage()), TestCounts.NONE, start);
    } catch (RuntimeException | StackOverflowError problem) {
      return failed(Stage.BUILD, describe(problem), TestCounts.NONE, start);
    }
  }

  private ServiceOutcome build(ImageInputs known, long start)
      throws IOException, InterruptedException {
    events.on(new BuildEvent.StageBegun(name(), Stage.BUILD));
    List<String> needs = affected.service().effectiveDescription().build().needs();
    if (needs.isEmpty()) {
      return build(known, start, environment);
    }
    // Beside the workspace: what a step leaves running in there is ended with the step.
    Path beside = folder.resolveSibling(folder.getFileName() + "-needs");
    try (BackingServices backing = BackingServices.start(needs, environment, beside)) {
      Map<String, String> variables = new TreeMap<>(environment);
      variables.putAll(backing.variables());
      return build(known, start, variables);
    } catch (StageFailureException failure) {
      return failed(failure.stage(), failure.explanation(), failure.tests(), start);
    }
  }

  private ServiceOutcome build(ImageInputs known, long start, Map<String, String> variables)
      throws IOException, InterruptedException {
    Workspace workspace = Workspace.create(folder);
    ServiceBuild build =
        new ServiceBuild(
            affected.service(),
            request.catalog().dependencyClosure(affected.service()),
            request.tree(),
            workspace,
            tools,
            variables,
            log,
            timeout(),
            new Events());
    try {
      NavigableSet<String> inputs = request.catalog().inputs(affected.service());
      inputs.addAll(toolchain.descriptors(affected.service(), request.tree()));
      request.tree().export(inputs, workspace.source());
      Artifact artifact = toolchain.build(build);
      return containerise(artifact, known, build, start);
    } catch (StageFailureException failure) {
      return failed(failure.stage(), failure.explanation(), failure.tests(), start);
    } catch (UserError inputs) {
      return failed(Stage.BUILD, String.valueOf(inputs.getMessage()), TestCounts.NONE, start);
    } catch (IOException | RuntimeException | StackOverflowError problem) {
      // Whatever it is, and be it Serin's own mistake, it is this service's failure only.
      return failed(build.stage(), describe(problem), TestCounts.NONE, start);
    }
  }

  /** What the service itself asks for goes before what the command line says for all. */
  private Duration timeout() {
    return affected
        .service()
        .effectiveDescription()
        .build()
        .timeout()
        .orElse(request.options().timeout());
  }

  /** Hands on what happens. */
  private final class Events implements ServiceBuild.Progress {
    @Override
    public void stage(Stage stage) {
      events.on(new BuildEvent.StageBegun(name(), stage));
    }

    @Override
    public void flaky(List<String> tests) {
      events.on(new BuildEvent.Flaky(name(), tests));
    }
  }

  private ServiceOutcome containerise(
      Artifact artifact, ImageInputs known, ServiceBuild build, long start)
      throws StageFailureException, IOException, InterruptedException {
    try {
      ImageInputs inputs = known.withBase(artifact.baseRuntime(), request.bases());
      String image = containeriser.containerise(affected, inputs, artifact, build, since(start));
      return new ServiceOutcome.Built(
          with(inputs), image, artifact.runtime(), artifact.tests(), false, since(start), log);
    } catch (RegistryException problem) {
      return failed(build.stage(), problem.explanation() + ".", artifact.tests(), start);
    }
  }

  private ServiceOutcome reused(CachedImage cached, ImageInputs inputs, long start) {
    TestResult tests = cached.tests();
    return new ServiceOutcome.Built(
        with(inputs),
        cached.name(),
        cached.provenance().runtime(),
        new TestCounts(tests.passed(), tests.failed(), tests.skipped()),
        true,
        since(start),
        log);
  }

  /** The service with all inputs of its image. */
  private Affected with(ImageInputs inputs) {
    return new Affected(affected.service(), inputs.inputs(), affected.reasons());
  }

  private ServiceOutcome.Failed failed(Stage stage, String message, TestCounts tests, long start) {
    return new ServiceOutcome.Failed(affected, stage, message, tests, since(start), log);
  }

  private static String describe(Throwable problem) {
    Throwable cause = problem.getCause();
    if (cause == null) {
      return problem.toString();
    }
    return problem instanceof UncheckedIOException ? cause.toString() : problem + ": " + cause;
  }

  private String name() {
    return affected.service().name();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
