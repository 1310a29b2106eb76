package dev.serin.argo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrdTest {
  private final KubernetesSerialization serialization = new KubernetesSerialization();

  @ParameterizedTest
  @ValueSource(classes = {Rollout.class, AnalysisTemplate.class, AnalysisRun.class})
  void isNamedAsTheTypeIs(Class<? extends HasMetadata> type) throws Exception {
    CustomResourceDefinition crd = crd(type);
    assertEquals(HasMetadata.getKind(type), crd.getSpec().getNames().getKind());
    assertEquals(HasMetadata.getPlural(type), crd.getSpec().getNames().getPlural());
    assertEquals(HasMetadata.getSingular(type), crd.getSpec().getNames().getSingular());
    assertEquals(HasMetadata.getGroup(type), crd.getSpec().getGroup());
    assertEquals(HasMetadata.getVersion(type), version(crd).getName());
  }

  @Test
  void onlyRolloutsHaveSubresourcesAsUpstream() throws Exception {
    CustomResourceDefinitionVersion rollout = version(crd(Rollout.class));
    assertEquals(
        ".status.HPAReplicas", rollout.getSubresources().getScale().getStatusReplicasPath());
    assertNull(version(crd(AnalysisRun.class)).getSubresources());
    assertNull(version(crd(AnalysisTemplate.class)).getSubresources());
  }

  private CustomResourceDefinition crd(Class<? extends HasMetadata> type) throws Exception {
    String name = "/crds/" + HasMetadata.getPlural(type) + ".argoproj.io.yaml";
    try (InputStream stream = Objects.requireNonNull(getClass().getResourceAsStream(name))) {
      return serialization.unmarshal(stream, CustomResourceDefinition.class);
    }
  }

  private static CustomResourceDefinitionVersion version(CustomResourceDefinition crd) {
    return crd.getSpec().getVersions().get(0);
  }
}
