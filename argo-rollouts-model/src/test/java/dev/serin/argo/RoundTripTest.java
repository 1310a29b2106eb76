package dev.serin.argo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serin.argo.analysis.ClusterAnalysisTemplate;
import dev.serin.argo.experiment.Experiment;
import dev.serin.argo.rollout.Rollout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void everyFieldOfARolloutSurvives() throws Exception {
    assertSurvives(
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"Rollout","metadata":{"name":"cart","namespace":"shop"},
         "spec":{"replicas":3,"future":{"a":[],"b":{},"c":1},"restartAt":"2026-11-23T10:00:00Z",
          "selector":{"matchLabels":{"app":"cart"}},
          "template":{"metadata":{"labels":{"app":"cart"}},"spec":{"newThing":true,"containers":[{"name":"cart","image":"cart:1"}]}},
          "strategy":{"canary":{"maxSurge":"25%","maxUnavailable":0,"steps":[{"setWeight":10},{"pause":{}},{"pause":{"duration":"5m","x":1}},{"brandNew":{"y":2}}],
            "trafficRouting":{"istio":{"virtualService":{"name":"v"}},"plugins":{"argoproj-labs/gatewayAPI":{"httpRoute":"cart","namespace":"shop"}}},
            "analysis":{"templates":[{"templateName":"cart"}],"args":[{"name":"h","valueFrom":{"podTemplateHashValue":"Stable"}}]}}}},
         "status":{"observedGeneration":"4","HPAReplicas":3,"abort":false,"phase":"Healthy","alb":{"z":1},
          "pauseConditions":[{"reason":"CanaryPauseStep","startTime":"2026-11-23T10:00:00Z"}],
          "canary":{"weights":{"canary":{"weight":0,"serviceName":"c"},"stable":{"weight":100},"verified":true}}}}
        """);
  }

  @Test
  void everyFieldOfABlueGreenRolloutSurvives() throws Exception {
    assertSurvives(
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"Rollout","metadata":{"name":"cart"},
         "spec":{"workloadRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"cart","scaleDown":"onsuccess"},
          "rollbackWindow":{"revisions":3},"analysis":{"successfulRunHistoryLimit":1,"unsuccessfulRunHistoryLimit":2},
          "strategy":{"blueGreen":{"activeService":"a","previewService":"p","previewReplicaCount":1,"autoPromotionEnabled":false,
            "autoPromotionSeconds":3,"maxUnavailable":"10%","scaleDownDelaySeconds":4,"scaleDownDelayRevisionLimit":5,
            "prePromotionAnalysis":{"templates":[{"templateName":"t","clusterScope":true}]},
            "postPromotionAnalysis":{"templates":[{"templateName":"u"}]},
            "antiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":{"weight":7}},
            "previewMetadata":{"labels":{"role":"preview"}},"activeMetadata":{"annotations":{"role":"active"}},
            "abortScaleDownDelaySeconds":0}}},
         "status":{"abort":true,"alb":{"loadBalancer":{"name":"l","arn":"b","fullName":"c"},"ingress":"i"},"albs":[{"ingress":"j"}],
          "blueGreen":{"previewSelector":"x","activeSelector":"y","scaleUpPreviewCheckPoint":true,
            "prePromotionAnalysisRunStatus":{"name":"r","status":"Running"},"postPromotionAnalysisRunStatus":{"name":"s","status":"Failed","message":"m"}}}}
        """,
        Rollout.class);
  }

  @Test
  void everyFieldOfACanarySurvives() throws Exception {
    assertSurvives(
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"Rollout","metadata":{"name":"cart"},
         "spec":{"strategy":{"canary":{"antiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{}},
          "pingPong":{"pingService":"ping","pongService":"pong"},"replicaProgressThreshold":{"type":"Percent","value":90},
          "dynamicStableScale":true,"minPodsPerReplicaSet":2,"canaryMetadata":{"labels":{"role":"canary"}},"stableMetadata":{"labels":{"role":"stable"}},
          "trafficRouting":{"maxTrafficWeight":1000,"managedRoutes":[{"name":"h"}],
            "istio":{"virtualService":{"name":"v","routes":["r"],"tlsRoutes":[{"port":443,"sniHosts":["s"]}],"tcpRoutes":[{"port":1}]},
              "destinationRule":{"name":"d","canarySubsetName":"c","stableSubsetName":"s","additionalSubsetNames":["e"]},"virtualServices":[{"name":"w"}]},
            "nginx":{"annotationPrefix":"p","stableIngress":"i","additionalIngressAnnotations":{"a":"b"},"stableIngresses":["j"],"canaryIngressAnnotations":{"c":"d"}},
            "alb":{"ingress":"i","servicePort":80,"rootService":"r","annotationPrefix":"p","stickinessConfig":{"enabled":true,"durationSeconds":5},"ingresses":["k"]},
            "smi":{"rootService":"r","trafficSplitName":"t"},"ambassador":{"mappings":["m"]},
            "appMesh":{"virtualService":{"name":"v","routes":["r"]},"virtualNodeGroup":{"canaryVirtualNodeRef":{"name":"c"},"stableVirtualNodeRef":{"name":"s"}}},
            "traefik":{"weightedTraefikServiceName":"w"},"apisix":{"route":{"name":"a","rules":["r"]}}},
          "steps":[{"setHeaderRoute":{"name":"h","match":[{"headerName":"X","headerValue":{"exact":"1"}}]}},
            {"setMirrorRoute":{"name":"h","percentage":5,"match":[{"method":{"exact":"GET"},"path":{"prefix":"/"},"headers":{"A":{"regex":".*"}}}]}},
            {"plugin":{"name":"x","config":{"a":[1]}}},{"setCanaryScale":{"matchTrafficWeight":true}},
            {"experiment":{"duration":"5m","scaleDownDelaySeconds":1,"templates":[{"name":"b","specRef":"stable","replicas":1,"weight":5,"metadata":{"labels":{"a":"b"}},"service":{"name":"n"},"selector":{"matchLabels":{"a":"b"}}}],
              "analyses":[{"name":"a","templateName":"t","clusterScope":true,"requiredForCompletion":true,"args":[{"name":"x","value":"1"}]}],"dryRun":[{"metricName":"m"}],"analysisRunMetadata":{"labels":{"l":"m"}}}}]}}},
         "status":{"canary":{"currentExperiment":"e","stablePingPong":"pong","stepPluginStatuses":[{"index":2,"name":"x","operation":"Run","phase":"Running","message":"m","startedAt":"2026-11-23T10:00:00Z","updatedAt":"2026-11-23T10:00:00Z","finishedAt":"2026-11-23T10:00:00Z","backoff":"30s","executions":3,"disabled":true,"status":{"k":1}}]}}}
        """,
        Rollout.class);
  }

  @Test
  void everyFieldOfAnExperimentSurvives() throws Exception {
    assertSurvives(
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"Experiment","metadata":{"name":"e"},
         "spec":{"duration":"1m","progressDeadlineSeconds":5,"terminate":true,"scaleDownDelaySeconds":3,
          "templates":[{"name":"a","replicas":1,"minReadySeconds":2,"selector":{"matchLabels":{"x":"y"}},"template":{"metadata":{"labels":{"x":"y"}}},"service":{"name":"s"}}],
          "analyses":[{"name":"n","templateName":"t","args":[{"name":"k","valueFrom":{"secretKeyRef":{"name":"s","key":"k"}}}],"requiredForCompletion":true}],
          "dryRun":[{"metricName":"m"}],"measurementRetention":[{"metricName":"m","limit":3}],"analysisRunMetadata":{"annotations":{"a":"b"}}},
         "status":{"phase":"Running","message":"m","availableAt":"2026-11-23T10:00:00Z","templateStatuses":[{"name":"a","replicas":1,"updatedReplicas":1,"readyReplicas":1,"availableReplicas":1,"status":"Running","lastTransitionTime":"2026-11-23T10:00:00Z","serviceName":"s","podTemplateHash":"h"}],
          "analysisRuns":[{"name":"n","analysisRun":"e-n","phase":"Pending","message":"x"}],
          "conditions":[{"type":"Progressing","status":"True","reason":"r","message":"m"}]}}
        """,
        Experiment.class);
  }

  @Test
  void everyFieldOfAMetricSurvives() throws Exception {
    assertSurvives(
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"ClusterAnalysisTemplate","metadata":{"name":"t"},
         "spec":{"metrics":[
          {"name":"p","count":"{{args.n}}","provider":{"prometheus":{"address":"http://p","query":"up","timeout":5,"insecure":true,"headers":[{"key":"k","value":"v"}],"authentication":{"sigv4":{"region":"r","profile":"p","roleArn":"a"},"oauth2":{"tokenUrl":"u","clientId":"c","clientSecret":"s","scopes":["x"]},"basicAuth":{"username":"u","password":"p"}},"rangeQuery":{"start":"now()","end":"now()","step":"1m"}}}},
          {"name":"w","provider":{"web":{"method":"POST","url":"http://w","headers":[{"key":"k","value":"v"}],"body":"b","timeoutSeconds":3,"jsonPath":"{$.a}","jsonBody":{"a":1}}}},
          {"name":"j","provider":{"job":{"metadata":{"labels":{"a":"b"}},"spec":{"backoffLimit":0}}}},
          {"name":"k","provider":{"kayenta":{"address":"a","application":"b","canaryConfigName":"c","metricsAccountName":"d","configurationAccountName":"e","storageAccountName":"f","threshold":{"pass":90,"marginal":75},"scopes":[{"name":"d","controlScope":{"scope":"s","region":"r","step":60,"start":"a","end":"b"},"experimentScope":{"scope":"t"}}],"lookback":true}}},
          {"name":"d","provider":{"datadog":{"interval":"5m","queries":{"a":"b"},"formula":"a","apiVersion":"v2","aggregator":"last","secretRef":{"name":"s","namespaced":true},"requestTimeout":"5s"}}},
          {"name":"c","provider":{"cloudWatch":{"interval":"1m","metricDataQueries":[{"id":"i","expression":"e","label":"l","period":300,"returnData":false,"metricStat":{"metric":{"dimensions":[{"name":"n","value":"v"}],"metricName":"m","namespace":"n"},"period":"300","stat":"s","unit":"u"}}]}}},
          {"name":"o","provider":{"wavefront":{"address":"a","query":"q"},"newRelic":{"profile":"p","query":"q","timeout":5},"graphite":{"address":"a","query":"q"},"influxdb":{"profile":"p","query":"q"},"skywalking":{"address":"a","query":"q","interval":"3m"},"plugin":{"x/y":{"a":1}},"newThing":{"b":2}}}]}}
        """,
        ClusterAnalysisTemplate.class);
  }

  private void assertSurvives(String text) throws Exception {
    assertSurvives(text, Rollout.class);
  }

  private void assertSurvives(String text, Class<? extends HasMetadata> type) throws Exception {
    JsonNode before = json.readTree(text);
    HasMetadata object = serialization.unmarshal(text, type);
    assertEquals(before, json.readTree(serialization.asJson(object)));
    assertFalse(object.toString().isEmpty());
  }
}
