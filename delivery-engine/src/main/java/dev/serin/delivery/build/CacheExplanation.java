package dev.serin.delivery.build;

import dev.serin.delivery.affected.Inputs;
import dev.serin.delivery.cache.Lookup;
import dev.serin.delivery.evidence.statement.Provenance;
import java.util.List;
import java.util.Optional;

/**
 * Why a service comes from the cache, or does not.
 *
 * @param service its name
 * @param inputs all that its image depends on
 * @param obstacles why the cache is not asked at all, each with what to do
 * @param lookup what the cache has for these inputs
 * @param last how the image was built that was built last in the scope
 */
public record CacheExplanation(
    String service,
    Inputs inputs,
    List<String> obstacles,
    Lookup lookup,
    Optional<Provenance> last) {
  /** Copies the list. */
  public CacheExplanation {
    obstacles = List.copyOf(obstacles);
  }

  /** Whether a build would take the image from the cache. */
  public boolean found() {
    return obstacles.isEmpty() && lookup instanceof Lookup.Hit;
  }
}
