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
 * @param unseen what its build may read and nobody sees, each with the way to pin it
 * @param lookup what the cache has for these inputs
 * @param last how the image was built that was built last in the scope
 */
public record CacheExplanation(
    String service, Inputs inputs, List<String> unseen, Lookup lookup, Optional<Provenance> last) {
  /** Copies the list. */
  public CacheExplanation {
    unseen = List.copyOf(unseen);
  }
}
