package dev.serin.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The types that the API serves: those that Serin uses, and those of CustomResourceDefinitions. */
public final class ResourceTypes {
  /** CustomResourceDefinitions themselves. */
  static final ResourceType DEFINITIONS =
      builtIn("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition")
          .clusterWide()
          .withStatus()
          .type();

  /** Namespaces. */
  static final ResourceType NAMESPACES =
      builtIn("", "v1", "namespaces", "Namespace").clusterWide().withStatus().type();

  /** Pods. */
  static final ResourceType PODS = builtIn("", "v1", "pods", "Pod").withStatus().type();

  private final List<ResourceType> types = new CopyOnWriteArrayList<>();

  /** The types of a new cluster. */
  public ResourceTypes() {
    types.addAll(List.of(DEFINITIONS, NAMESPACES, PODS));
    for (String[] core :
        new String[][] {
          {"configmaps", "ConfigMap"},
          {"secrets", "Secret"},
          {"serviceaccounts", "ServiceAccount"},
          {"events", "Event"}
        }) {
      types.add(builtIn("", "v1", core[0], core[1]).type());
    }
    types.add(builtIn("", "v1", "services", "Service").withStatus().type());
    types.add(builtIn("apps", "v1", "replicasets", "ReplicaSet").withStatus().type());
    types.add(builtIn("coordination.k8s.io", "v1", "leases", "Lease").type());
    types.add(builtIn("events.k8s.io", "v1", "events", "Event").type());
    String gateway = "gateway.networking.k8s.io";
    types.add(custom(gateway, "v1", "gatewayclasses", "GatewayClass").clusterWide().type());
    types.add(custom(gateway, "v1", "gateways", "Gateway").type());
    types.add(custom(gateway, "v1", "httproutes", "HTTPRoute").type());
    types.add(custom(gateway, "v1", "grpcroutes", "GRPCRoute").type());
    String argo = "argoproj.io";
    types.add(custom(argo, "v1alpha1", "rollouts", "Rollout").type());
    types.add(
        custom(argo, "v1alpha1", "analysistemplates", "AnalysisTemplate").withoutStatus().type());
    types.add(
        custom(argo, "v1alpha1", "clusteranalysistemplates", "ClusterAnalysisTemplate")
            .clusterWide()
            .withoutStatus()
            .type());
    // Argo's own definitions of these two have no status subresource either.
    types.add(custom(argo, "v1alpha1", "analysisruns", "AnalysisRun").withoutStatus().type());
    types.add(custom(argo, "v1alpha1", "experiments", "Experiment").withoutStatus().type());
  }

  /** The type with this path, if it is served. */
  public Optional<ResourceType> find(String group, String version, String plural) {
    return types.stream()
        .filter(type -> type.group().equals(group))
        .filter(type -> type.version().equals(version))
        .filter(type -> type.plural().equals(plural))
        .findFirst();
  }

  /** All types that are served now. */
  List<ResourceType> all() {
    return List.copyOf(types);
  }

  /** Serves the types of this CustomResourceDefinition from now on. */
  void register(JsonNode definition) {
    JsonNode spec = definition.path("spec");
    List<ResourceType> added = new ArrayList<>();
    for (JsonNode version : spec.path("versions")) {
      ResourceType type =
          new ResourceType(
              spec.path("group").asText(),
              version.path("name").asText(),
              spec.path("names").path("plural").asText(),
              spec.path("names").path("kind").asText(),
              spec.path("scope").asText("Namespaced").equals("Namespaced"),
              version.path("subresources").has("status"),
              true);
      if (version.path("served").asBoolean(true)
          && find(type.group(), type.version(), type.plural()).isEmpty()) {
        added.add(type);
      }
    }
    types.addAll(added);
  }

  private static Builder builtIn(String group, String version, String plural, String kind) {
    return new Builder(new ResourceType(group, version, plural, kind, true, false, false));
  }

  private static Builder custom(String group, String version, String plural, String kind) {
    return new Builder(new ResourceType(group, version, plural, kind, true, true, true));
  }

  private record Builder(ResourceType type) {
    Builder clusterWide() {
      return new Builder(
          new ResourceType(
              type.group(),
              type.version(),
              type.plural(),
              type.kind(),
              false,
              type.status(),
              type.custom()));
    }

    Builder withStatus() {
      return withStatus(true);
    }

    Builder withoutStatus() {
      return withStatus(false);
    }

    private Builder withStatus(boolean status) {
      return new Builder(
          new ResourceType(
              type.group(),
              type.version(),
              type.plural(),
              type.kind(),
              type.namespaced(),
              status,
              type.custom()));
    }
  }
}
