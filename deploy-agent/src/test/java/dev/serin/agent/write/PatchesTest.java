package dev.serin.agent.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.zjsonpatch.JsonPatch;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatchesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (java.io.IOException broken) {
      throw new IllegalArgumentException(text, broken);
    }
  }

  private static Service service(Map<String, String> selector, Map<String, String> annotations) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("cart-stable")
        .withAnnotations(annotations)
        .endMetadata()
        .withNewSpec()
        .withSelector(selector)
        .endSpec()
        .build();
  }

  private static ReplicaSet replicaSet(Integer replicas, Map<String, String> annotations) {
    return new ReplicaSetBuilder()
        .withNewMetadata()
        .withName("cart-abc")
        .withAnnotations(annotations)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .endSpec()
        .build();
  }

  @Test
  void aServiceGetsOnlyItsSelectorAndItsOwner() {
    assertEquals(
        Optional.of(
            json(
                "{'metadata':{'annotations':{'argo-rollouts.argoproj.io/managed-by-rollouts':"
                    + "'cart'}},'spec':{'selector':{'rollouts-pod-template-hash':'abc'}}}")),
        Patches.service(service(Map.of("app", "cart"), Map.of()), "abc", "cart"));
  }

  @Test
  void aServiceThatPointsThereAlreadyIsNotWritten() {
    Service service =
        service(
            Map.of("app", "cart", "rollouts-pod-template-hash", "abc"),
            Map.of("argo-rollouts.argoproj.io/managed-by-rollouts", "cart"));
    assertEquals(Optional.empty(), Patches.service(service, "abc", "cart"));
    assertEquals(
        Optional.of(json("{'spec':{'selector':{'rollouts-pod-template-hash':'xyz'}}}")),
        Patches.service(service, "xyz", "cart"));
  }

  @Test
  void scalingWritesTheTwoNumbersIfTheyDiffer() {
    ReplicaSet current =
        replicaSet(2, Map.of("rollout.argoproj.io/desired-replicas", "3", "other", "stays"));
    assertEquals(Optional.empty(), Patches.scale(current, 2, 3));
    assertEquals(Optional.of(json("{'spec':{'replicas':0}}")), Patches.scale(current, 0, 3));
    assertEquals(
        Optional.of(
            json("{'metadata':{'annotations':{'rollout.argoproj.io/desired-replicas':'4'}}}")),
        Patches.scale(current, 2, 4));
  }

  @Test
  void aScaleDownDeadlineIsSetAndRemoved() {
    Instant deadline = Instant.parse("2026-11-23T12:00:00.7Z");
    ReplicaSet without = replicaSet(1, Map.of());
    ReplicaSet with = replicaSet(1, Map.of("scale-down-deadline", "2026-11-23T12:00:00Z"));
    assertEquals(
        Optional.of(
            json("{'metadata':{'annotations':{'scale-down-deadline':'2026-11-23T12:00:00Z'}}}")),
        Patches.scaleDownDeadline(without, Optional.of(deadline)));
    assertEquals(Optional.empty(), Patches.scaleDownDeadline(with, Optional.of(deadline)));
    assertEquals(Optional.empty(), Patches.scaleDownDeadline(without, Optional.empty()));
    assertEquals(
        Optional.of(json("{'metadata':{'annotations':{'scale-down-deadline':null}}}")),
        Patches.scaleDownDeadline(with, Optional.empty()));
  }

  @Test
  void aStatusPatchHoldsOnlyWhatChangedAndTheVersionItWasDecidedOn() {
    assertEquals(
        Optional.of(
            json(
                "{'metadata':{'resourceVersion':'7'},'status':{'phase':'Degraded','message':null,"
                    + "'canary':{'weights':{'verified':true}}}}")),
        Patches.status(
                json("{'phase':'Healthy','message':'x','canary':{'weights':{}},'replicas':3}"),
                json("{'phase':'Degraded','canary':{'weights':{'verified':true}},'replicas':3}"),
                "7")
            .map(PatchesTest::sorted));
    assertEquals(Optional.empty(), Patches.status(json("{'a':[1]}"), json("{'a':[1]}"), "7"));
  }

  private static JsonNode sorted(JsonNode node) {
    return json(node.toString());
  }

  @Test
  void theDifferenceOfTwoRoutesIsTheTwoWeights() {
    String route =
        "{'metadata':{'resourceVersion':'9'},'spec':{'rules':[{'backendRefs':["
            + "{'name':'stable','weight':%s},{'name':'canary'%s}],'x~/y':[1,2]}]}}";
    assertEquals(
        Optional.of(
            json(
                "[{'op':'replace','path':'/metadata/resourceVersion','value':'9'},"
                    + "{'op':'replace','path':'/spec/rules/0/backendRefs/0/weight','value':90},"
                    + "{'op':'add','path':'/spec/rules/0/backendRefs/1/weight','value':10}]")),
        Patches.difference(
            json(route.formatted("100", "")), json(route.formatted("90", ",'weight':10")), "9"));
    assertEquals(
        Optional.empty(),
        Patches.difference(json(route.formatted("1", "")), json(route.formatted("1", "")), "9"));
  }

  @Test
  void whateverDiffersThePatchMakesTheOneIntoTheOther() {
    Random random = new Random(20261123);
    int different = 0;
    for (int round = 0; round < 2_000; round++) {
      JsonNode before = object(random, 3);
      JsonNode after = object(random, 3);
      ((ObjectNode) before).putObject("metadata").put("resourceVersion", "1");
      ((ObjectNode) after).putObject("metadata").put("resourceVersion", "1");
      Optional<? extends JsonNode> patch = Patches.difference(before, after, "1");
      assertEquals(after, patch.map(some -> JsonPatch.apply(some, before)).orElse(before));
      different += patch.isPresent() ? 1 : 0;
    }
    assertTrue(different > 1_000, "the generator must make different objects: " + different);
  }

  private static JsonNode object(Random random, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String name : new String[] {"a", "b/c", "d~e", "f"}) {
      switch (random.nextInt(depth == 0 ? 3 : 5)) {
        case 0 -> object.put(name, random.nextInt(2));
        case 1 -> object.put(name, "text");
        case 3 -> object.set(name, object(random, depth - 1));
        case 4 -> {
          var list = object.putArray(name);
          for (int count = random.nextInt(3); count > 0; count--) {
            list.add(object(random, depth - 1));
          }
        }
        default -> {
          // left out
        }
      }
    }
    return object;
  }

  @Test
  void aServiceIsGivenBackOnlyAsItWasObserved() {
    Service service =
        new ServiceBuilder().withNewMetadata().withResourceVersion("7").endMetadata().build();
    assertEquals(
        "{\"metadata\":{\"resourceVersion\":\"7\",\"annotations\":"
            + "{\"argo-rollouts.argoproj.io/managed-by-rollouts\":null}},"
            + "\"spec\":{\"selector\":{\"rollouts-pod-template-hash\":null}}}",
        Patches.release(service).toString());
  }

  @Test
  void aRolloutThatCannotBeReadIsToldSoOnceAndKeepsItsOtherConditions() throws Exception {
    ObjectMapper json = new ObjectMapper();
    JsonNode rollout =
        json.readTree(
            """
            {"metadata": {"resourceVersion": "7"},
             "status": {"conditions": [{"type": "Available", "status": "True"}]}}
            """);
    Instant now = Instant.parse("2026-11-23T12:00:00Z");
    JsonNode patch = Patches.rejection(rollout, "InvalidSpec", "no such step", now).orElseThrow();
    assertEquals("7", patch.at("/metadata/resourceVersion").asText());
    assertEquals("Available", patch.at("/status/conditions/0/type").asText());
    assertEquals("no such step", patch.at("/status/conditions/1/message").asText());
    ObjectNode told = (ObjectNode) rollout;
    told.set("status", patch.get("status"));
    assertEquals(Optional.empty(), Patches.rejection(told, "InvalidSpec", "no such step", now));
  }
}
