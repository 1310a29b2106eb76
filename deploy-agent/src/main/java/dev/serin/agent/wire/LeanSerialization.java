package dev.serin.agent.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/**
 * Makes the serialization of the agent's client, which costs less than fabric8's own.
 *
 * <ol>
 *   <li>It knows the kinds that the agent watches, instead of loading the classes of all.
 *   <li>What a watch sends is read straight into an object, not into a tree and from that into an
 *       object ({@link WatchedObjectReader}).
 *   <li>Of {@code managedFields}, often half of what is sent, only what the agent looks at becomes
 *       an object ({@link OwnedSpecFieldsReader}).
 * </ol>
 */
public final class LeanSerialization {

  /** The kinds that a watch sends as objects of a class; all others come as plain JSON. */
  static final List<Class<? extends KubernetesResource>> KINDS =
      List.of(
          Pod.class,
          Service.class,
          Status.class,
          ReplicaSet.class,
          EndpointSlice.class,
          Lease.class);

  private LeanSerialization() {}

  /** A serialization of its own, with nothing read yet. */
  public static KubernetesSerialization create() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.addMixIn(WatchEvent.class, StraightWatchEvent.class);
    mapper.registerModule(
        new SimpleModule("lean").addDeserializer(FieldsV1.class, new OwnedSpecFieldsReader()));
    KubernetesSerialization serialization = new KubernetesSerialization(mapper, false);
    KINDS.forEach(serialization::registerKubernetesResource);
    return serialization;
  }

  /** What is to be read otherwise of a {@link WatchEvent}. */
  interface StraightWatchEvent {
    /** Takes the object that the event is about. */
    @JsonDeserialize(using = WatchedObjectReader.class)
    void setObject(Object object);
  }
}
