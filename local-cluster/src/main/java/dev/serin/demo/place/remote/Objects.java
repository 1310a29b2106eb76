package dev.serin.demo.place.remote;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;

/** What the demo makes in a cluster beside the services and the agent. */
final class Objects {
  /** The label of the agent's pods. */
  static final String AGENT = "serin-deploy-agent";

  /** The Gateway. */
  static final String GATEWAY = "serin";

  private static final String NAMESPACE_YAML =
      """
      apiVersion: v1
      kind: Namespace
      metadata:
        name: ${namespace}
        labels:
          app.kubernetes.io/managed-by: serin-demo
          pod-security.kubernetes.io/enforce: restricted
      """;

  private static final String GATEWAY_YAML =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: serin, namespace: ${namespace}}
      spec:
        gatewayClassName: ${gatewayClass}
        listeners: [{name: http, protocol: HTTP, port: 80}]
      """;

<<<<<<< HEAD
=======
  /** Nothing beyond its namespace, and there no more than it needs. */
  private static final String AGENT_YAML =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: serin-deploy-agent, namespace: ${namespace}}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: serin-deploy-agent, namespace: ${namespace}}
      rules:
        - apiGroups: [argoproj.io]
          resources: [rollouts, analysistemplates]
          verbs: [get, list, watch]
        - apiGroups: [argoproj.io]
          resources: [rollouts, rollouts/status, rollouts/finalizers]
          verbs: [patch, update]
        - apiGroups: [argoproj.io]
          resources: [analysisruns, analysisruns/status, analysisruns/finalizers]
          verbs: [get, list, watch, create, patch, update, delete]
        - apiGroups: [apps]
          resources: [replicasets]
          verbs: [get, list, watch, create, patch, update, delete]
        - apiGroups: [gateway.networking.k8s.io]
          resources: [httproutes]
          verbs: [get, list, watch, patch, update]
        - apiGroups: [""]
          resources: [services]
          verbs: [get, list, watch, patch, update]
        - apiGroups: [""]
          resources: [pods]
          verbs: [get, list, watch, patch, delete]
        - apiGroups: ["", events.k8s.io]
          resources: [events]
          verbs: [create, patch]
        - apiGroups: [coordination.k8s.io]
          resources: [leases]
          verbs: [get, list, watch, create, patch, update]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: serin-deploy-agent, namespace: ${namespace}}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: serin-deploy-agent}
      subjects: [{kind: ServiceAccount, name: serin-deploy-agent, namespace: ${namespace}}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: serin-deploy-agent, namespace: ${namespace}}
      spec:
        replicas: 1
        strategy: {type: Recreate}
        selector: {matchLabels: {app.kubernetes.io/name: serin-deploy-agent}}
        template:
          metadata: {labels: {app.kubernetes.io/name: serin-deploy-agent}}
          spec:
            serviceAccountName: serin-deploy-agent
            securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
            containers:
              - name: agent
                image: ${image}
                env:
                  - {name: SERIN_AGENT_NAMESPACES, value: ${namespace}}
                  - {name: QUARKUS_HTTP_HOST, value: 0.0.0.0}
                  - {name: SERIN_AGENT_HISTORY_URL, value: "jdbc:sqlite:/tmp/history.db"}
                ports: [{name: http, containerPort: 8090}]
                readinessProbe: {httpGet: {path: /health/ready, port: http}, periodSeconds: 1}
                resources: {requests: {cpu: 50m, memory: 160Mi}, limits: {memory: 320Mi}}
                securityContext:
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  capabilities: {drop: [ALL]}
                volumeMounts: [{name: tmp, mountPath: /tmp}]
            volumes: [{name: tmp, emptyDir: {}}]
      """;

>>>>>>> ha
  private Objects() {}

  static List<HasMetadata> namespace(String namespace) {
    return read(NAMESPACE_YAML.replace("${namespace}", namespace));
  }

  static List<HasMetadata> gateway(String namespace, String gatewayClass) {
    return read(
        GATEWAY_YAML.replace("${namespace}", namespace).replace("${gatewayClass}", gatewayClass));
  }

  private static List<HasMetadata> read(String yaml) {
    return List.of(Serialization.unmarshal(yaml, GenericKubernetesResource.class));
  }
}
