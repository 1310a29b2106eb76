package dev.serin.delivery.base;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.UserError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which base image a runtime asks for.
 *
 * @param byRuntime images for runtimes such as {@code java17}, or for all versions of one, such as
 *     {@code java}; the usual ones for the rest
 */
public record BaseNames(Map<String, ImageReference> byRuntime) {
  private static final Pattern RUNTIME = Pattern.compile("([a-z]+)([0-9]{1,4}(?:\\.[0-9]{1,4})?)?");
  private static final Map<String, String> USUAL =
      Map.of(
          "java", "eclipse-temurin:%s-jre",
          "node", "node:%s-slim",
          "python", "python:%s-slim",
          // For programs that bring all they need: a shell and certificates, little else.
          "static", "alpine:3");

  /** Copies the names. */
  public BaseNames {
    byRuntime = Map.copyOf(byRuntime);
  }

  /**
   * Reads settings of the form {@code RUNTIME=IMAGE}.
   *
   * @throws UserError if one is not of that form
   */
  public static BaseNames parse(List<String> settings) {
    Map<String, ImageReference> names = new TreeMap<>();
    for (String setting : settings) {
      String[] pair = setting.split("=", 2);
      try {
        if (pair.length < 2 || !RUNTIME.matcher(pair[0]).matches()) {
          throw new InvalidImageReferenceException(setting);
        }
        names.put(pair[0], ImageReference.parse(pair[1]));
      } catch (InvalidImageReferenceException wrong) {
        throw new UserError(
            "'%s' is not RUNTIME=IMAGE, such as java17=eclipse-temurin:17-jre or node=registry.example/node:20-slim."
                .formatted(Printable.line(setting)),
            wrong);
      }
    }
    return new BaseNames(names);
  }

  /**
   * The base image for a runtime.
   *
   * @param runtime such as {@code java17} or {@code python3.11}
   * @throws UserError if there is no usual one and none was named
   */
  public ImageReference of(String runtime) {
    Matcher parts = RUNTIME.matcher(runtime);
    String kind = parts.matches() ? parts.group(1) : runtime;
    String version = parts.matches() && parts.group(2) != null ? parts.group(2) : "";
    for (String name : List.of(runtime, kind)) {
      ImageReference named = byRuntime.get(name);
      if (named != null) {
        return named;
      }
    }
    String usual = USUAL.get(kind);
    if (usual == null || version.isEmpty()) {
      throw new UserError(
          "There is no usual base image for the runtime '%s': name one with --base %s=IMAGE."
              .formatted(runtime, runtime));
    }
    try {
      return ImageReference.parse(usual.formatted(version));
    } catch (InvalidImageReferenceException impossible) {
      throw new IllegalStateException("a version of digits makes a good tag", impossible);
    }
  }
}
