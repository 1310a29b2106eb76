package dev.serin.delivery.registry;

import dev.serin.delivery.image.OciLayout;
import java.util.List;

/** The media types that Serin asks registries for. */
public final class MediaTypes {
  /** Several manifests, such as one for each platform. */
  public static final String INDEX = OciLayout.INDEX_TYPE;

  /** The same in Docker's own words. */
  public static final String DOCKER_INDEX =
      "application/vnd.docker.distribution.manifest.list.v2+json";

  /** All that an image may be. */
  public static final List<String> IMAGES =
      List.of(
          OciLayout.MANIFEST_TYPE,
          INDEX,
          "application/vnd.docker.distribution.manifest.v2+json",
          DOCKER_INDEX);

  private MediaTypes() {}
}
