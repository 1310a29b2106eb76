package dev.serin.rollout;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Optional;

/**
 * The object that holds a Rollout's pod template.
 *
 * @param kind Deployment, ReplicaSet or PodTemplate
 * @param name its name
 * @param generation its generation
 * @param template its pods
 * @param selector its selector; a PodTemplate has none
 * @param replicas pods that it wants itself
 */
public record Workload(
    String kind,
    String name,
    long generation,
    PodTemplateSpec template,
    Optional<LabelSelector> selector,
    int replicas) {}
