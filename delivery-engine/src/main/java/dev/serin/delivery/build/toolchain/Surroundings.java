package dev.serin.delivery.build.toolchain;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a component's build reads beside the commit, as far as it is known before the build begins.
 * Two builds of the same commit in the same surroundings give the same image.
 *
 * @param baseRuntime name and version of the runtime that the base image must hold, as {@link
 *     Artifact#baseRuntime} will say; nothing for an image that brings its own base
 * @param inputs what this machine brings, by name: versions of tools, hashes of settings
 * @param unpinned what the build fetches and nothing holds fast, each in words that say how to pin
 *     it; the image may be used again only where somebody takes that risk
 * @param unseen what nobody knows of the build; with any, the image is never used again
 */
public record Surroundings(
    Optional<String> baseRuntime,
    Map<String, String> inputs,
    List<String> unpinned,
    List<String> unseen) {
  /** Copies the collections and sorts the inputs. */
  public Surroundings {
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    unpinned = List.copyOf(unpinned);
    unseen = List.copyOf(unseen);
  }

  /** Those of which all is known but for what is not pinned. */
  public Surroundings(
      Optional<String> baseRuntime, Map<String, String> inputs, List<String> unpinned) {
    this(baseRuntime, inputs, unpinned, List.of());
  }

  /** Those of a toolchain that does not say what its builds read: never the same twice. */
  static Surroundings unknown(String toolchain) {
    return new Surroundings(
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of("what '" + toolchain + "' reads beside the commit is not known"));
  }
}
