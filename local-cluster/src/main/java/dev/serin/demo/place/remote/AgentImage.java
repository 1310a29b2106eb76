package dev.serin.demo.place.remote;

import dev.serin.delivery.base.BaseImages;
import dev.serin.delivery.build.maven.JavaApplication;
import dev.serin.delivery.build.toolchain.Artifact;
import dev.serin.delivery.build.toolchain.StageFailureException;
import dev.serin.delivery.build.toolchain.TestCounts;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.catalog.Toolchains;
import dev.serin.delivery.catalog.read.ServiceDescriptionReader;
import dev.serin.delivery.image.BaseImage;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.ImageAssembler;
import dev.serin.delivery.image.ImageContent;
import dev.serin.delivery.image.ImageName;
import dev.serin.delivery.image.OciLayout;
import dev.serin.delivery.problem.Problems;
import dev.serin.delivery.registry.ImagePublisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the agent's image of what the checkout's own build has left, as {@code serin build} does
 * from a commit, but without building it again.
 */
final class AgentImage {
  private static final String MODULE = "deploy-agent";
  private static final String RUNTIME = "java17";

  private final Path module;
  private final BaseImages bases;
  private final ImagePublisher publisher;

  AgentImage(Path checkout, BaseImages bases, ImagePublisher publisher) {
    this.module = checkout.resolve(MODULE);
    this.bases = bases;
    this.publisher = publisher;
  }

  /** Makes it, publishes it, and returns its name. */
  String publish(OciLayout layout, Path scratch) throws IOException, InterruptedException {
    Digest digest = assemble(layout, scratch);
    return publisher.publish(layout, digest, MODULE, digest.hex()).name();
  }

  private Digest assemble(OciLayout layout, Path scratch) throws IOException, InterruptedException {
    ServiceDescription.Image wanted = description().image();
    Artifact artifact = artifact();
    BaseImage base = bases.fetch(RUNTIME, layout);
    ImageContent content =
        new ImageContent(
            MODULE,
            RUNTIME,
            artifact.layers(),
            artifact.entrypointWith(wanted.runtimeFlags()),
            artifact.environment(),
            wanted.port());
    return new ImageAssembler(layout)
        .assemble(
            content,
            Optional.of(base),
            new ImageName("serin/" + MODULE, "demo", "checkout", ""),
            Files.createDirectories(scratch.resolve("agent-image")));
  }

  private Artifact artifact() throws IOException {
    try {
      Set<String> own = Set.of("argo-rollouts-model", "rollout-engine");
      Path target = module.resolve("target");
      return JavaApplication.withOwn(target, name -> own.stream().anyMatch(name::contains))
          .artifact(TestCounts.NONE, RUNTIME);
    } catch (StageFailureException problem) {
      throw new IOException(problem.explanation(), problem);
    }
  }

  private ServiceDescription description() throws IOException {
    Problems problems = new Problems();
    Path file = module.resolve(ServiceDescription.FILE_NAME);
    Optional<ServiceDescription> description =
        new ServiceDescriptionReader(List.of(Toolchains.MAVEN))
            .read(file.toString(), Files.readString(file), problems);
    problems.throwIfAny("The description of the agent cannot be used:");
    return description.orElseThrow();
  }
}
