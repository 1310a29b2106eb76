package dev.serin.argo.experiment;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Several versions beside each other for a while, and their judgement. */
@Group("argoproj.io")
@Version("v1alpha1")
@Kind("Experiment")
@Plural("experiments")
@Singular("experiment")
@ShortNames("exp")
public class Experiment extends CustomResource<ExperimentSpec, ExperimentStatus>
    implements Namespaced {
  @Override
  protected @Nullable ExperimentSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable ExperimentStatus initStatus() {
    return null;
  }
}
