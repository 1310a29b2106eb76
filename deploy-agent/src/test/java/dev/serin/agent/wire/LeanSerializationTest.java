package dev.serin.agent.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeanSerializationTest {

  private static final String OWNED =
      """
      "managedFields": [
        {"manager": "serin", "operation": "Update", "subresource": "",
         "fieldsType": "FieldsV1", "time": "2026-11-23T12:00:00Z", "apiVersion": "v1",
         "fieldsV1": {
           "f:metadata": {"f:annotations": {".": {}, "f:a": {}}},
           "f:spec": {"f:selector": {"f:hash": {}}, "f:ports": {"k:{\\"port\\":80}": {".": {}}}}}},
        {"manager": "kubectl", "fieldsV1": {"f:status": {"f:loadBalancer": {}}}}]
      """;

  private final KubernetesSerialization json = LeanSerialization.create();

  @Test
  void readsWhatAWatchSendsAsItsClass() {
    Pod pod = assertInstanceOf(Pod.class, watched("{'kind':'Pod','apiVersion':'v1',%s}"));
    assertEquals("cart", pod.getMetadata().getName());
    assertEquals("10.0.0.1", pod.getStatus().getPodIP());
    assertInstanceOf(ReplicaSet.class, watched("{'apiVersion':'apps/v1','kind':'ReplicaSet',%s}"));
  }

  @Test
  void readsTheSameInWhateverOrderItComes() {
    Object usual = watched("{'kind':'Pod','apiVersion':'v1',%s}");
    assertEquals(usual, watched("{%s,'apiVersion':'v1','kind':'Pod'}"));
    assertEquals(usual, watched("{'apiVersion':'v1',%s,'kind':'Pod'}"));
  }

  @Test
  void readsOtherKindsAsPlainJson() {
    GenericKubernetesResource rollout =
        assertInstanceOf(
            GenericKubernetesResource.class,
            watched("{'apiVersion':'argoproj.io/v1alpha1','kind':'Rollout',%s}"));
    assertEquals("Rollout", rollout.getKind());
    assertEquals("cart", rollout.getMetadata().getName());
    assertEquals(Map.of("podIP", "10.0.0.1"), rollout.getAdditionalProperties().get("status"));
    assertEquals("cart", json.convertValue(rollout, Rollout.class).getMetadata().getName());
  }

  @Test
  void readsErrorsAndTheTypeOfTheEventOnEitherSide() {
    String status =
        "{'kind':'Status','apiVersion':'v1','metadata':{},'code':410,'reason':'Expired'}";
    WatchEvent first = event("{'type':'ERROR','object':" + status + "}");
    WatchEvent last = event("{'object':" + status + ",'type':'ERROR'}");
    assertEquals(first, last);
    assertEquals("ERROR", first.getType());
    assertEquals(410, assertInstanceOf(Status.class, first.getObject()).getCode());
  }

  @Test
  void doesNotTakeWhatIsNoObject() {
    assertNull(event("{'type':'ADDED','object':null}").getObject());
    assertThrows(RuntimeException.class, () -> event("{'type':'ADDED','object':[1]}"));
    assertThrows(RuntimeException.class, () -> event("{'type':'ADDED','object':{'kind':'Pod'"));
  }

  @Test
  void readsOfOwnersOnlyTheNamesOfFieldsOfTheSpecification() {
    ServiceList list =
        json.unmarshal(
            "{\"items\": [{\"metadata\": {\"name\": \"a\", %s, \"uid\": \"1\"}}]}".formatted(OWNED),
            ServiceList.class);
    Service service = list.getItems().get(0);
    List<ManagedFieldsEntry> owners = service.getMetadata().getManagedFields();
    assertEquals(
        Map.of("f:spec", Map.of("f:selector", Map.of(), "f:ports", Map.of())),
        owners.get(0).getFieldsV1().getAdditionalProperties());
    assertEquals("serin", owners.get(0).getManager());
    assertEquals(Map.of(), owners.get(1).getFieldsV1().getAdditionalProperties());
    assertEquals("1", service.getMetadata().getUid());
  }

  private Object watched(String object) {
    String fields = "'metadata':{'name':'cart','labels':{'a':'b'}},'status':{'podIP':'10.0.0.1'}";
    return event("{'type':'ADDED','object':" + object.formatted(fields) + "}").getObject();
  }

  private WatchEvent event(String text) {
    return json.unmarshal(text.replace('\'', '"'), WatchEvent.class);
  }
}
