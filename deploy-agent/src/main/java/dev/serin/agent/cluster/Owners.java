package dev.serin.agent.cluster;

import dev.serin.argo.ArgoNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who an object belongs to, by its owner references. */
public final class Owners {
  private Owners() {}

  /** The uid of the object's controller; empty if it has none. */
  static List<String> controllerUid(HasMetadata object) {
    return controller(object).map(OwnerReference::getUid).stream().toList();
  }

  /** The Rollout that controls the object, if one does. */
  public static Optional<ObjectKey> rollout(HasMetadata object) {
    return of("Rollout", object);
  }

  /** The Experiment that controls the object, if one does. */
  public static Optional<ObjectKey> experiment(HasMetadata object) {
    return of("Experiment", object);
  }

  private static Optional<ObjectKey> of(String kind, HasMetadata object) {
    return controller(object)
        .filter(owner -> kind.equals(owner.getKind()))
        .filter(owner -> ArgoNames.API_VERSION.equals(owner.getApiVersion()))
        .map(owner -> new ObjectKey(object.getMetadata().getNamespace(), owner.getName()));
  }

  /** Whether the owner is the object's controller. */
  public static boolean controls(HasMetadata owner, HasMetadata object) {
    return controllerUid(object).contains(owner.getMetadata().getUid());
  }

  private static Optional<OwnerReference> controller(HasMetadata object) {
    return Stream.ofNullable(object.getMetadata().getOwnerReferences())
        .flatMap(List::stream)
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst();
  }
}
