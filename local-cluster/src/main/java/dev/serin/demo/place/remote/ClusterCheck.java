package dev.serin.demo.place.remote;

import dev.serin.argo.analysis.AnalysisRun;
import dev.serin.argo.analysis.AnalysisTemplate;
import dev.serin.argo.rollout.Rollout;
import dev.serin.demo.place.DemoException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks whether a cluster has what the stories need, before anything is made in it. */
final class ClusterCheck {
  private static final List<Class<? extends HasMetadata>> SERIN_KINDS =
      List.of(Rollout.class, AnalysisTemplate.class, AnalysisRun.class);
  private static final List<Class<? extends HasMetadata>> GATEWAY_KINDS =
      List.of(Gateway.class, HTTPRoute.class);

  private final KubernetesClient client;
  private final RemoteSettings settings;

  ClusterCheck(KubernetesClient client, RemoteSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  /** Everything that is missing, each with what to do. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    try {
      unknown(SERIN_KINDS)
          .ifPresent(
              kinds ->
                  problems.add(
                      "The cluster does not know "
                          + kinds
                          + ": install Serin's definitions by deploy-agent/install/crds/apply"
                          + " (docs/install.md says what it does)."));
      unknown(GATEWAY_KINDS)
          .ifPresent(
              kinds ->
                  problems.add(
                      "The cluster does not know "
                          + kinds
                          + ": install an implementation of the Gateway API, for example Envoy"
                          + " Gateway."));
      if (problems.isEmpty()) {
        gatewayClassProblem().ifPresent(problems::add);
      }
      if (client.namespaces().withName(settings.namespace()).get() != null) {
        problems.add(
            "The namespace "
                + settings.namespace()
                + " is there already, and the demo deletes its own in the end: name another one"
                + " with --namespace.");
      }
    } catch (KubernetesClientException unreachable) {
      problems.add(
          "The cluster "
              + client.getMasterUrl()
              + " cannot be used: "
              + Causes.innermost(unreachable)
              + ". Look at the kubeconfig, and whether you may create namespaces there.");
    }
    settings
        .prometheus()
        .flatMap(address -> new Prometheus(address).problem())
        .ifPresent(problems::add);
    return problems;
  }

  private Optional<String> unknown(List<Class<? extends HasMetadata>> kinds) {
    String names =
        kinds.stream()
            .filter(kind -> !client.supports(kind))
            .map(kind -> HasMetadata.getPlural(kind) + "." + HasMetadata.getGroup(kind))
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  /** The class of the Gateway. */
  String gatewayClass() {
    return settings.gatewayClass().orElseGet(() -> theOnlyOne(classes()));
  }

  private Optional<String> gatewayClassProblem() {
    List<String> classes = classes();
    if (settings.gatewayClass().isPresent()) {
      return classes.contains(settings.gatewayClass().get())
          ? Optional.empty()
          : Optional.of(
              "There is no GatewayClass '"
                  + settings.gatewayClass().get()
                  + "' in the cluster; there are: "
                  + String.join(", ", classes));
    }
    return classes.size() == 1
        ? Optional.empty()
        : Optional.of(
            classes.isEmpty()
                ? "The cluster has no GatewayClass: install an implementation of the Gateway API,"
                    + " such as Envoy Gateway."
                : "The cluster has several GatewayClasses: choose one of "
                    + String.join(", ", classes)
                    + " with --gateway-class.");
  }

  private static String theOnlyOne(List<String> classes) {
    if (classes.size() != 1) {
      throw new DemoException("The GatewayClasses of the cluster have changed: " + classes);
    }
    return classes.get(0);
  }

  private List<String> classes() {
    return client.resources(GatewayClass.class).list().getItems().stream()
        .map(each -> each.getMetadata().getName())
        .sorted()
        .toList();
  }
}
