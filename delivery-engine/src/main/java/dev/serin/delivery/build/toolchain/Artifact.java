package dev.serin.delivery.build.toolchain;

import dev.serin.delivery.image.ImageLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A service that was built and tested, ready to become an image.
 *
 * @param tests what ran; none failed
 * @param runtime name and least version of what runs it
 * @param baseRuntime name and version of the runtime that its base image must hold: the one that it
 *     was built for and tested with
 * @param layers files relative to {@code /app}, those that change least first
 * @param entrypoint the command, relative to {@code /app}
 * @param environment that the command needs
 */
public record Artifact(
    TestCounts tests,
    String runtime,
    String baseRuntime,
    List<ImageLayer> layers,
    List<String> entrypoint,
    Map<String, String> environment) {
  /** Copies the collections. */
  public Artifact {
    layers = List.copyOf(layers);
    entrypoint = List.copyOf(entrypoint);
    environment = Map.copyOf(environment);
  }

  /** The command with flags for its first word, the runtime. */
  public List<String> entrypointWith(List<String> runtimeFlags) {
    List<String> words = new ArrayList<>(entrypoint);
    words.addAll(1, runtimeFlags);
    return words;
  }
}
