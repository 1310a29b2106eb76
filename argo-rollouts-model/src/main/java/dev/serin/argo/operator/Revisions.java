package dev.serin.argo.operator;

import dev.serin.argo.ArgoNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/** Numbers and times by which the objects of a Rollout are put in order. */
public final class Revisions {
  private Revisions() {}

  /** The revision that an object belongs to; 0 when it does not say. */
  public static int of(HasMetadata object) {
    try {
      return Integer.parseInt(
          Optional.ofNullable(object.getMetadata().getAnnotations())
              .orElse(Map.of())
              .getOrDefault(ArgoNames.REVISION, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The version that an object belongs to; empty when it does not say. */
  public static String hash(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getLabels())
        .orElse(Map.of())
        .getOrDefault(ArgoNames.POD_TEMPLATE_HASH, "");
  }

  /** When an object was made, RFC 3339: text that sorts by time. */
  public static String created(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getCreationTimestamp()).orElse("");
  }
}
