package dev.serin.delivery.image;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that goes into an image, and so into its digest. It must come from the service's
 * inputs alone: the commit, the repository's address and the time belong to {@link ImageName}.
 *
 * @param title the service's name
 * @param runtime name and version of what runs it, such as {@code java17}
 * @param layers lowest first; those that change least come first. Empty ones are left out
 * @param entrypoint the command, relative to {@code /app}
 * @param environment of the process
 * @param port that the service listens on
 */
public record ImageContent(
    String title,
    String runtime,
    List<ImageLayer> layers,
    List<String> entrypoint,
    Map<String, String> environment,
    int port) {
  /** Copies the collections. */
  public ImageContent {
    layers = layers.stream().filter(layer -> !layer.files().isEmpty()).toList();
    entrypoint = List.copyOf(entrypoint);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }
}
