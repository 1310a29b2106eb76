package dev.serin.argo.analysis;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Metrics by which versions are judged, to be run with arguments in any namespace. */
@Group("argoproj.io")
@Version("v1alpha1")
@Kind("ClusterAnalysisTemplate")
@Plural("clusteranalysistemplates")
@Singular("clusteranalysistemplate")
@ShortNames("cat")
public class ClusterAnalysisTemplate extends CustomResource<AnalysisTemplateSpec, Void> {
  @Override
  protected @Nullable AnalysisTemplateSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable Void initStatus() {
    return null;
  }
}
