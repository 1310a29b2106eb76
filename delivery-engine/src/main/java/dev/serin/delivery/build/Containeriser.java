package dev.serin.delivery.build;

import dev.serin.delivery.affected.Affected;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
   * Makes the image, and publishes it with its evidence where the request says so.
   *
   * @param inputs all that the image depends on
   * @param took how long the build took until now
   * @return its name by digest; in the registry if it was published
   */
  String containerise(
      Affected affected, ImageInputs inputs, Artifact artifact, ServiceBuild build, Duration took)
      throws StageFailureException, IOException, InterruptedException {
    requireGoodTests(artifact);
    requireOwnFiles(artifact, build.workspace());
    Component service = affected.service();
    ServiceDescription.Image wanted = service.effectiveDescription().image();
    Optional<BaseImage> base = base(artifact);
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
            ImageName.tag(inputs.inputs().hash()),
            request.tree().commit().id(),
            request.source());
    Digest digest = assembler.assemble(content, base, name, build.workspace().scratch());
    if (request.publication().isEmpty()) {
      return name.pinned(digest);
    }
    build.begin(Stage.PUSH);
    MadeImage image = new MadeImage(service, digest, content, base, artifact, inputs.inputs());
    return new ImageDelivery(request, request.publication().get(), assembler.layout())
        .deliver(image, build, took);
  }

  private Optional<BaseImage> base(Artifact artifact) throws IOException, InterruptedException {
    return request.bases().isPresent()
        ? Optional.of(request.bases().get().fetch(artifact.baseRuntime(), assembler.layout()))
        : Optional.empty();
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
