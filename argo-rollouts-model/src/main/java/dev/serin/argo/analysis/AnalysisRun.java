package dev.serin.argo.analysis;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** One judgement by metrics: its state and its evidence. */
@Group("argoproj.io")
@Version("v1alpha1")
@Kind("AnalysisRun")
@Plural("analysisruns")
@Singular("analysisrun")
@ShortNames("ar")
public class AnalysisRun extends CustomResource<AnalysisRunSpec, AnalysisRunStatus>
    implements Namespaced {
  @Override
  protected @Nullable AnalysisRunSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable AnalysisRunStatus initStatus() {
    return null;
  }
}
