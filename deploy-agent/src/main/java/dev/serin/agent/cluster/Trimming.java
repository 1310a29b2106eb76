package dev.serin.agent.cluster;

import dev.serin.rollout.contest.FieldOwners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;

/** Takes out of objects what nobody here looks at, before they are kept. */
public final class Trimming {
  private Trimming() {}

  /** The same object without its managed fields; of a Service, those of its selector stay. */
  public static <T extends HasMetadata> T trimmed(T object) {
    if (object instanceof Service service) {
      FieldOwners.trim(service);
    } else {
      object.getMetadata().setManagedFields(List.of());
    }
    return object;
  }
}
