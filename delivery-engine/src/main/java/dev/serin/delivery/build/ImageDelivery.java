package dev.serin.delivery.build;

import dev.serin.delivery.build.toolchain.ServiceBuild;
import dev.serin.delivery.build.toolchain.TestCounts;
import dev.serin.delivery.evidence.Attestor;
import dev.serin.delivery.evidence.sbom.BillOfMaterials;
import dev.serin.delivery.evidence.statement.Provenance;
import dev.serin.delivery.evidence.statement.TestResult;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.image.BaseImage;
import dev.serin.delivery.image.OciDescriptor;
import dev.serin.delivery.image.OciLayout;
import dev.serin.delivery.registry.ImagePublisher;
import dev.serin.delivery.registry.PublishedImage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Brings an image to its registry: the image itself, by digest; then its evidence. Only with both
 * there the service is done; until the last piece of evidence is there nobody finds the image in
 * the cache.
 */
final class ImageDelivery {
  private static final int LARGEST_GO_MOD = 1024 * 1024;

  private final BuildRequest request;
  private final Publication publication;
  private final OciLayout layout;

  ImageDelivery(BuildRequest request, Publication publication, OciLayout layout) {
    this.request = request;
    this.publication = publication;
    this.layout = layout;
  }

  /**
   * Publishes and attests an image.
   *
   * @param took how long its build took until now
   * @return its name by digest
   */
  String deliver(MadeImage image, ServiceBuild build, Duration took)
      throws IOException, InterruptedException {
    PublishedImage published =
        publication
            .publisher()
            .publish(
                layout,
                image.digest(),
                image.service().name(),
                publication.scope().tag(image.inputs().hash()));
    build.note(published.name() + ": " + published.summary());
    if (publication.attestor().isPresent()) {
      attest(publication.attestor().get(), image, took);
      build.note("signed as " + publication.attestor().get().identity().builder().id());
    }
    publication
        .publisher()
        .tag(layout, image.digest(), image.service().name(), publication.scope().newest());
    return published.name();
  }

  private void attest(Attestor attestor, MadeImage image, Duration took)
      throws IOException, InterruptedException {
    ImagePublisher publisher = publication.publisher();
    TestCounts tests = image.artifact().tests();
    OciDescriptor descriptor =
        new OciDescriptor(
            OciLayout.MANIFEST_TYPE,
            image.digest().value(),
            layout.readBlob(image.digest()).length,
            Map.of());
    String goMod = RepositoryPath.child(image.service().path(), "go.mod");
    attestor.attest(
        publisher.client(),
        publisher.target().repository(image.service().name()),
        descriptor,
        provenance(attestor, image, took),
        new TestResult(tests.passed(), tests.failed(), tests.skipped()),
        BillOfMaterials.of(
            image.digest(),
            image.content(),
            image.base(),
            request.tree().readText(goMod, LARGEST_GO_MOD).orElse("")));
  }

  private Provenance provenance(Attestor attestor, MadeImage image, Duration took) {
    Attestor.Identity identity = attestor.identity();
    Instant now = attestor.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    return new Provenance(
        identity.builder(),
        new Provenance.Service(image.service().name(), image.service().path()),
        new Provenance.Source(
            request.source().isEmpty() ? request.system() : request.source(),
            request.tree().commit().id()),
        publication.scope().name(),
        image.inputs().hash(),
        image.artifact().runtime(),
        image.inputs().values(),
        image.base().map(ImageDelivery::material).stream().toList(),
        new Provenance.Run(identity.run(), now.minus(took).truncatedTo(ChronoUnit.SECONDS), now));
  }

  private static Provenance.Material material(BaseImage base) {
    return new Provenance.Material("docker://" + base.name(), base.digest().hex());
  }
}
