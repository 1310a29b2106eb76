package dev.serin.argo.rollout;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** How one service changes from one version to the next, without a gap and with a way back. */
@Group("argoproj.io")
@Version("v1alpha1")
@Kind("Rollout")
@Plural("rollouts")
@Singular("rollout")
@ShortNames("ro")
public class Rollout extends CustomResource<RolloutSpec, RolloutStatus> implements Namespaced {
  @Override
  protected @Nullable RolloutSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable RolloutStatus initStatus() {
    return null;
  }
}
