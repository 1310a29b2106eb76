package dev.serin.demo.run;

import dev.serin.demo.report.AffectedService;
import dev.serin.demo.report.ServiceReport;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Serin made of a push, before anything is rolled out.
 *
 * @param affected what the push affects
 * @param images the image of each service that is good, by digest
 * @param manifests the rendered manifests of each service that is good
 * @param failed the services that are not
 */
record Delivered(
    List<AffectedService> affected,
    Map<String, String> images,
    Map<String, List<HasMetadata>> manifests,
    List<ServiceReport> failed) {

  /** Keeps its own copies. */
  Delivered {
    affected = List.copyOf(affected);
    images = Map.copyOf(images);
    manifests = Map.copyOf(manifests);
    failed = List.copyOf(failed);
  }

  /** The image of a service, or null when it has none. */
  @Nullable String image(String service) {
    return images.get(service);
  }
}
