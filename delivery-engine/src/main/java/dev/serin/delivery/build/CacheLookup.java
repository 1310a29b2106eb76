package dev.serin.delivery.build;

import dev.serin.delivery.cache.CachedImage;
import dev.serin.delivery.cache.ImageCache;
import dev.serin.delivery.cache.Lookup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Asks the cache for a service's image; not when the same inputs do not mean the same image. What
 * comes of it is in the service's log.
 */
final class CacheLookup {
  private final Optional<Publication> publication;
  private final Path log;

  CacheLookup(Optional<Publication> publication, Path log) {
    this.publication = publication;
    this.log = log;
  }

  Optional<CachedImage> find(String service, ImageInputs inputs)
      throws IOException, InterruptedException {
    if (publication.isEmpty() || publication.get().cache().isEmpty()) {
      return Optional.empty();
    }
    List<String> obstacles = inputs.obstacles(publication.get().unpinned().contains(service));
    if (!obstacles.isEmpty()) {
      note("not looked for in the cache:", obstacles);
      return Optional.empty();
    }
    ImageCache cache = publication.get().cache().get();
    Lookup lookup = cache.find(service, inputs.inputs());
    if (lookup instanceof Lookup.Hit hit) {
      CachedImage image = hit.image();
      cache.markUsed(service, image);
      note(
          "found in the cache: " + image.name(),
          List.of(
              "built by %s from %s at %s"
                  .formatted(
                      image.provenance().builder().id(),
                      image.provenance().source().repository(),
                      image.provenance().source().commit())));
      return Optional.of(image);
    }
    note("not in the cache:", ((Lookup.Miss) lookup).reasons());
    return Optional.empty();
  }

  private void note(String headline, List<String> details) throws IOException {
    StringBuilder text = new StringBuilder(headline).append('\n');
    details.forEach(detail -> text.append("  ").append(detail).append('\n'));
    Files.writeString(log, text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }
}
