package dev.serin.demo.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeployerTest {
  private static final String ROLLOUT =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: Rollout
      metadata:
        name: cart
        resourceVersion: "42"
        labels: {release: %s}
      spec:
        replicas: %s
        template:
          spec:
            containers:
              - name: cart
                image: %s
                ports: [{name: http, containerPort: 8080}]
      """;

  @Test
  void thePatchOfARolloutCarriesTheImageAndTheLabelsAndNothingElse() throws IOException {
    Rollout live = rollout(ROLLOUT.formatted("old", "5", "shop/cart@sha256:old"));
    Rollout wanted = rollout(ROLLOUT.formatted("new", "2", "shop/cart@sha256:new"));

    JsonNode patch = new ObjectMapper().readTree(Deployer.imagePatch(live, wanted));

    assertEquals("new", patch.at("/metadata/labels/release").textValue());
    assertEquals("42", patch.at("/metadata/resourceVersion").textValue());
    JsonNode container = patch.at("/spec/template/spec/containers/0");
    assertEquals("shop/cart@sha256:new", container.at("/image").textValue());
    assertEquals(8080, container.at("/ports/0/containerPort").intValue());
    assertEquals(1, patch.at("/spec").size(), "replicas may be somebody else's");
  }

  @Test
  void manifestsAreReadDocumentByDocument() {
    String service = "apiVersion: v1\nkind: Service\nmetadata: {name: cart-stable}\n";

    List<HasMetadata> read =
        ManifestReader.read(
            "---\n" + service + "---\n" + ROLLOUT.formatted("a", "1", "shop/cart@sha256:a"));

    assertEquals(List.of("Service", "Rollout"), read.stream().map(HasMetadata::getKind).toList());
  }

  @Test
  void aKindThatTheDemoDoesNotApplyIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ManifestReader.read("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n"));
  }

  private static Rollout rollout(String yaml) {
    return (Rollout) ManifestReader.read(yaml).get(0);
  }
}
