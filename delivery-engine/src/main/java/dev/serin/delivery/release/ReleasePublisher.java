package dev.serin.delivery.release;

import dev.serin.delivery.image.BaseImage;
import dev.serin.delivery.image.Digest;
import dev.serin.delivery.image.ImageName;
import dev.serin.delivery.image.OciLayout;
import dev.serin.delivery.problem.Problems;
import dev.serin.delivery.registry.ImagePublisher;
import dev.serin.delivery.registry.PublishedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Publishes the images of a release that was built without a registry.
 *
 * <p>Invariant: a release either has all of its images in the registry, each verified, or it does
 * not come to be; what was published until a failure is found there by the next try.
 */
public final class ReleasePublisher {
  private final OciLayout layout;
  private final ImagePublisher publisher;

  /** Publishes from a layout. */
  public ReleasePublisher(OciLayout layout, ImagePublisher publisher) {
    this.layout = layout;
    this.publisher = publisher;
  }

  /**
   * Publishes all images.
   *
   * @param listener told of each service's image when it is there
   * @return the same release with the images' names in the registry
   * @throws dev.serin.delivery.problem.InvalidInputException if the layout lacks images; nothing
   *     was sent then
   * @throws IOException if an image could not be published or not be verified
   */
  public Release publish(Release release, BiConsumer<String, PublishedImage> listener)
      throws IOException, InterruptedException {
    Problems problems = new Problems();
    for (Release.Service service : release.services()) {
      if (!layout.hasBlob(digest(service))) {
        problems.add(layout.folder().toString(), "does not hold " + service.image());
      }
    }
    problems.throwIfAny("The images of release " + release.name() + " are not all there:");
    List<Release.Service> published = new ArrayList<>();
    for (Release.Service service : release.services()) {
      PublishedImage image =
          publisher.publish(
              layout, digest(service), service.name(), ImageName.tag(service.inputHash()));
      listener.accept(service.name(), image);
      published.add(service.withImage(image.name()));
    }
    return new Release(
        release.name(), release.created(), release.source(), published, release.failed());
  }

  /**
   * The services whose image holds no runtime, because it was made without a base image: no cluster
   * can run them unless it brings one.
   */
  public List<String> withoutRuntime(Release release) throws IOException {
    List<String> names = new ArrayList<>();
    for (Release.Service service : release.services()) {
      Digest digest = digest(service);
      boolean whole =
          !layout.hasBlob(digest)
              || layout.readManifest(digest).annotations().containsKey(BaseImage.NAME_ANNOTATION);
      if (!whole) {
        names.add(service.name());
      }
    }
    return names;
  }

  private static Digest digest(Release.Service service) {
    return new Digest(service.image().substring(service.image().indexOf('@') + 1));
  }
}
