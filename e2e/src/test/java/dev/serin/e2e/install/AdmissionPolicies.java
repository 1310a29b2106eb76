package dev.serin.e2e.install;

import dev.serin.e2e.support.ApiCluster;
import dev.serin.e2e.support.ApiObjects;
import dev.serin.e2e.support.Await;
import dev.serin.e2e.support.SampleService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;

/** The shipped admission policies in a cluster, and routes and Services that they protect. */
final class AdmissionPolicies {

  /** Steps of a canary that nobody controls. */
  static final String STEPS = "[{setWeight: 10}]";

  /** The API server reads the schemas of new kinds, which policies need, twice a minute or so. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final String MANAGED_ROUTE =
      """
      [{"op": "add", "path": "/metadata/annotations",
        "value": {"serin.dev/managed-backends": "cart-canary,cart-stable",
                  "serin.dev/managed-rules": "beta"}},
       {"op": "add", "path": "/spec/rules", "value": [
         {"name": "beta", "matches": [{"headers": [{"name": "x-beta", "value": "1"}]}],
          "backendRefs": [{"name": "cart-canary", "port": 80}]},
         {"matches": [{"path": {"type": "PathPrefix", "value": "/cart"}}],
          "backendRefs": [{"name": "cart-stable", "port": 80, "weight": 90},
                          {"name": "cart-canary", "port": 80, "weight": 10}]}]}]
      """;
  private static final String MANAGED_ROUTE_WITHOUT_OWN_RULES =
      """
      [{"op": "add", "path": "/metadata/annotations",
        "value": {"serin.dev/managed-backends": "cart-canary,cart-stable"}},
       {"op": "replace", "path": "/spec/rules/0/backendRefs/0/weight", "value": 90},
       {"op": "replace", "path": "/spec/rules/0/backendRefs/1/weight", "value": 10}]
      """;
  private static final String MANAGED_SERVICE =
      """
      [{"op": "add", "path": "/metadata/annotations",
        "value": {"argo-rollouts.argoproj.io/managed-by-rollouts": "cart"}},
       {"op": "add", "path": "/spec/selector/rollouts-pod-template-hash", "value": "abc"}]
      """;

  private final ApiCluster cluster;

  private AdmissionPolicies(ApiCluster cluster) {
    this.cluster = cluster;
  }

  /** Installs them; returns when they are in force. */
  static AdmissionPolicies install(ApiCluster cluster) {
    AdmissionPolicies policies = new AdmissionPolicies(cluster);
    ApiObjects.apply(cluster.client(), Manifests.kustomize("policies"));
    SampleService probe = SampleService.create(cluster.client(), "probe", STEPS);
    Await.until(
        "policies that are in force",
        PATIENCE,
        () -> {
          policies.manage(probe, MANAGED_ROUTE);
          policies.apply(probe);
          return weights(probe).equals(List.of(90, 10))
              && probe.selected("cart-stable").equals("abc");
        });
    probe.delete();
    return policies;
  }

  /** A service in the middle of a canary with a route by header. */
  SampleService managed(String namespace) {
    SampleService service = SampleService.create(cluster.client(), namespace, STEPS);
    manage(service, MANAGED_ROUTE);
    return service;
  }

  /** A service in the middle of a canary that has weights only. */
  SampleService managedByWeights(String namespace) {
    SampleService service = SampleService.create(cluster.client(), namespace, STEPS);
    manage(service, MANAGED_ROUTE_WITHOUT_OWN_RULES);
    return service;
  }

  /** Does to route and Service what the agent would. */
  private void manage(SampleService service, String patch) {
    HTTPRoute unused = service.route().patch(PatchContext.of(PatchType.JSON), patch);
    Service unusedService =
        cluster
            .client()
            .services()
            .inNamespace(service.namespace())
            .withName("cart-stable")
            .patch(PatchContext.of(PatchType.JSON), MANAGED_SERVICE);
  }

  /** Applies what is in the repository, as a GitOps tool does. */
  void apply(SampleService service) {
    for (HasMetadata object : service.objects(STEPS)) {
      HasMetadata unused =
          cluster
              .client()
              .resource(object)
              .fieldManager("gitops")
              .forceConflicts()
              .serverSideApply();
    }
  }

  /** The weights of a service's route, without the rules that the agent has added. */
  static List<Integer> weights(SampleService service) {
    HTTPRouteRule split =
        service.route().get().getSpec().getRules().stream()
            .filter(rule -> rule.getName() == null)
            .findFirst()
            .orElseThrow();
    return split.getBackendRefs().stream().map(backend -> backend.getWeight()).toList();
  }
}
