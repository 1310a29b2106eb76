package dev.serin.rollout.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.argo.ArgoNames;

/**
 * The Rollout that a router works for.
 *
 * @param namespace its namespace, and that of its Services
 * @param name its name
 * @param uid its uid, for owner references
 */
public record Owner(String namespace, String name, String uid) {

  /** Makes the Rollout the controller of an object that it creates. */
  void own(ObjectNode object) {
    ObjectNode reference = Trees.object();
    reference.put("apiVersion", ArgoNames.API_VERSION);
    reference.put("kind", "Rollout");
    reference.put("name", name);
    reference.put("uid", uid);
    reference.put("controller", true);
    reference.put("blockOwnerDeletion", true);
    Trees.child(object, "metadata").putArray("ownerReferences").add(reference);
  }

  /** Whether the Rollout is the controller of the object. */
  boolean owns(JsonNode object) {
    return Trees.objects(object.path("metadata").path("ownerReferences")).stream()
        .anyMatch(
            reference ->
                reference.path("controller").asBoolean()
                    && "Rollout".equals(Trees.text(reference, "kind"))
                    && name.equals(Trees.text(reference, "name"))
                    && (uid.isEmpty() || uid.equals(Trees.text(reference, "uid"))));
  }
}
