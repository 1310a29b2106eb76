package dev.serin.delivery.build;

import dev.serin.delivery.affected.Affected;
import dev.serin.delivery.affected.InputHash;
import dev.serin.delivery.build.toolchain.Artifact;
import dev.serin.delivery.build.toolchain.ServiceBuild;
import dev.serin.delivery.build.toolchain.Stage;
import dev.serin.delivery.build.toolchain.StageFailureException;
import dev.serin.delivery.build.toolchain.Workspace;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.ServiceDescription;
import dev.serin.delivery.image.BaseImage;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.ImageAssembler;
import dev.serin.delivery.image.ImageContent;
import dev.serin.delivery.image.ImageFile;
import dev.serin.delivery.image.ImageLayer;
import dev.serin.delivery.image.ImageName;
import dev.serin.delivery.registry.PublishedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Makes the image of a service that was built, and publishes it where the request says so. */
final class Containeriser {
  private final BuildRequest request;
  private final ImageAssembler assembler;

  Containeriser(BuildRequest request, ImageAssembler assembler) {
    this.request = request;
    this.assembler = assembler;
  }

  /**
   * What was made.
   *
   * @param name by digest; in the registry if it was published
   * @param inputHash of everything that is in it, the base included
   */
  record Image(String name, String inputHash) {}

  Image containerise(Affected affected, Artifact artifact, ServiceBuild build, Path log)
      throws StageFailureException, IOException, InterruptedException {
    requireGoodTests(artifact);
    requireOwnFiles(artifact, build.workspace());
    Component service = affected.service();
    ServiceDescription.Image wanted = service.effectiveDescription().image();
    Optional<BaseImage> base = base(artifact);
    String inputHash =
        base.map(image -> InputHash.withBase(affected.inputHash(), image.digest().value()))
            .orElse(affected.inputHash());
    ImageContent content =
        new ImageContent(
            service.name(),
            artifact.runtime(),
            artifact.layers(),
            artifact.entrypointWith(wanted.runtimeFlags()),
            artifact.environment(),
            wanted.port());
    ImageName name =
        new ImageName(
            request.system() + "/" + service.name(),
            ImageName.tag(inputHash),
            request.tree().commit().id(),
            request.source());
    Digest digest = assembler.assemble(content, base, name, build.workspace().scratch());
    return new Image(publish(build, name, digest, log), inputHash);
  }

  private Optional<BaseImage> base(Artifact artifact) throws IOException, InterruptedException {
    return request.bases().isPresent()
        ? Optional.of(request.bases().get().fetch(artifact.baseRuntime(), assembler.layout()))
        : Optional.empty();
  }

  private String publish(ServiceBuild build, ImageName name, Digest digest, Path log)
      throws IOException, InterruptedException {
    if (request.registry().isEmpty()) {
      return name.pinned(digest);
    }
    build.begin(Stage.PUSH);
    PublishedImage published =
        request
            .registry()
            .get()
            .publish(assembler.layout(), digest, build.component().name(), name.tag());
    Files.writeString(
        log,
        published.name() + ": " + published.summary() + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.APPEND);
    return published.name();
  }

  /** Tools can be told to go on when tests fail; a release holds only what is good. */
  private static void requireGoodTests(Artifact artifact) throws StageFailureException {
    int failed = artifact.tests().failed();
    if (failed > 0) {
      throw new StageFailureException(
          Stage.TEST,
          failed
              + " test(s) failed, though the build went on. Mend or disable them; Serin puts no"
              + " service with failed tests into a release.",
          artifact.tests());
    }
  }

  /** A link in place of a file would bring this machine's own files into the image. */
  private static void requireOwnFiles(Artifact artifact, Workspace workspace)
      throws StageFailureException, IOException {
    Path own = workspace.root().toRealPath();
    for (ImageLayer layer : artifact.layers()) {
      for (ImageFile file : layer.files()) {
        Path real = file.source().toRealPath();
        if (!real.startsWith(own)) {
          throw new StageFailureException(
              Stage.IMAGE,
              "%s is a link to %s, outside of the build's own files, and cannot be in an image."
                  .formatted(file.path(), real),
              artifact.tests());
        }
      }
    }
  }
}
