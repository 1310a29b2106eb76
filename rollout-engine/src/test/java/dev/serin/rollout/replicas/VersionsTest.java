package dev.serin.rollout.replicas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.serin.argo.rollout.Rollout;
import dev.serin.rollout.Fixtures;
import dev.serin.rollout.simulation.Cart;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionsTest {
  private final Rollout rollout = Fixtures.routed(Cart.STEPS);
  private final PodTemplateSpec template = Fixtures.pods(rollout);

  @Test
  void aTemplateHasOneHashAndAnotherImageAnother() {
    assertEquals(PodTemplateHash.of(template, null), PodTemplateHash.of(template, 0));
    assertNotEquals(
        PodTemplateHash.of(template, null),
        PodTemplateHash.of(Fixtures.image(rollout, "shop/cart:2"), null));
    assertNotEquals(PodTemplateHash.of(template, null), PodTemplateHash.of(template, 1));
  }

  @Test
  void namingADefaultIsNoNewVersion() {
    assertEquals(PodTemplateHash.of(template, null), PodTemplateHash.of(defaulted(), null));
  }

  @Test
  void adoptsTheReplicaSetOfAnotherControllerByItsTemplate() {
    ReplicaSet argos =
        new ReplicaSetBuilder(NewReplicaSet.of(rollout, defaulted(), "6f7d8c9b5", 3, 4)).build();
    Versions versions = Versions.of(rollout, template, List.of(argos));
    assertEquals("6f7d8c9b5", versions.hash());
    assertEquals(3, versions.revision());
  }

  @Test
  void aNewTemplateHasNoReplicaSetAndTheNextRevision() {
    ReplicaSet old = NewReplicaSet.of(rollout, template, "old", 7, 4);
    Versions versions = Versions.of(rollout, Fixtures.image(rollout, "shop/cart:2"), List.of(old));
    assertNull(versions.current());
    assertEquals(8, versions.revision());
  }

  @Test
  void goingBackGivesTheOldVersionANewRevision() {
    ReplicaSet first =
        NewReplicaSet.of(rollout, template, PodTemplateHash.of(template, null), 1, 4);
    ReplicaSet second =
        NewReplicaSet.of(rollout, Fixtures.image(rollout, "shop/cart:2"), "other", 2, 4);
    assertEquals(3, Versions.of(rollout, template, List.of(first, second)).revision());
  }

  private PodTemplateSpec defaulted() {
    return new PodTemplateSpecBuilder(template)
        .editSpec()
        .withRestartPolicy("Always")
        .withDnsPolicy("ClusterFirst")
        .withSchedulerName("default-scheduler")
        .withTerminationGracePeriodSeconds(30L)
        .withNewSecurityContext()
        .endSecurityContext()
        .editFirstContainer()
        .withImagePullPolicy("IfNotPresent")
        .withTerminationMessagePath("/dev/termination-log")
        .withTerminationMessagePolicy("File")
        .withNewResources()
        .endResources()
        .endContainer()
        .endSpec()
        .build();
  }
}
