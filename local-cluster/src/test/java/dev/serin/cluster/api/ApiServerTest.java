package dev.serin.cluster.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ApiServerTest {
  private static final ResourceDefinitionContext ROLLOUTS =
      new ResourceDefinitionContext.Builder()
          .withGroup("argoproj.io")
          .withVersion("v1alpha1")
          .withKind("Rollout")
          .withPlural("rollouts")
          .withNamespaced(true)
          .build();

  @SuppressWarnings("NullAway.Init")
  private static ApiFixture api;

  @BeforeAll
  static void start() throws Exception {
    api = new ApiFixture();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void refusesRequestsWithoutTheToken() throws Exception {
    String pods = "/api/v1/namespaces/shop/pods";
    assertEquals(401, api.send("POST", pods, "text/plain", "{}", null).statusCode());
    assertEquals(401, api.send("GET", pods, "text/plain", "", "wrong-token").statusCode());
    try (KubernetesClient stranger = api.newClient("wrong-token")) {
      KubernetesClientException refused =
          assertThrows(
              KubernetesClientException.class, () -> stranger.pods().inNamespace("shop").list());
      assertEquals(401, refused.getCode());
      assertThrows(
          KubernetesClientException.class,
          () -> stranger.pods().inNamespace("shop").watch(new RecordingWatcher<>()));
    }
  }

  @Test
  void takesTheTokenInThePathToo() throws Exception {
    // For kubectl, which sends no credentials over plain HTTP.
    String right = "/" + ApiFixture.TOKEN;
    assertEquals(200, api.send("GET", right + "/api/v1/pods", "", "", null).statusCode());
    assertEquals(200, api.send("GET", right + "/version", "", "", null).statusCode());
    assertEquals(401, api.send("GET", "/wrong-token/version", "", "", null).statusCode());
    assertEquals(401, api.send("GET", right, "", "", null).statusCode());
  }

  @Test
  void refusesBodiesThatAWebPageCouldPost() throws Exception {
    assertEquals(
        415,
        api.send("POST", "/api/v1/namespaces/shop/pods", "text/plain", "{}", ApiFixture.TOKEN)
            .statusCode());
  }

  @Test
  void answersUnknownPathsAndNamesAndNamespacesWith404() throws Exception {
    for (String path :
        List.of(
            "/", "/api/v1/things", "/apis/a.b/v1/x", "/api/v1/namespaces/shop/pods/none", "/x")) {
      assertEquals(404, api.send("GET", path, "x/y", "", ApiFixture.TOKEN).statusCode(), path);
    }
    KubernetesClientException missing =
        assertThrows(
            KubernetesClientException.class, () -> create(configMap("a").withNamespace("nowhere")));
    assertEquals(404, missing.getCode());
    assertNull(api.client.configMaps().inNamespace("shop").withName("none").get());
  }

  @Test
  void watchesOfAnotherClientMissNothingBetweenListAndWatch() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    create(configMap("watch-1").addToLabels("watched", "yes"));
    try (KubernetesClient other = api.newClient(ApiFixture.TOKEN);
        SharedIndexInformer<ConfigMap> informer =
            other
                .configMaps()
                .inNamespace("shop")
                .withLabel("watched", "yes")
                .inform(new Recording(seen))) {
      assertEquals("added watch-1", next(seen));
      create(configMap("unrelated"));
      create(configMap("watch-2").addToLabels("watched", "yes"));
      assertEquals("added watch-2", next(seen));
      configMaps("watch-2").edit(it -> new ConfigMapBuilder(it).addToData("a", "b").build());
      assertEquals("updated watch-2", next(seen));
      configMaps("watch-1")
          .edit(
              it -> new ConfigMapBuilder(it).editMetadata().withLabels(null).endMetadata().build());
      assertEquals("deleted watch-1", next(seen));
      configMaps("watch-2").delete();
      assertEquals("deleted watch-2", next(seen));
      assertTrue(informer.isWatching());
    }
  }

  @Test
  void watchesFromAPastVersionGetTheEventsSinceThen() throws Exception {
    ConfigMap first = create(configMap("past-1"));
    create(configMap("past-2"));
    configMaps("past-1").delete();
    RecordingWatcher<ConfigMap> watcher = new RecordingWatcher<>();
    try (var watch =
        api.client
            .configMaps()
            .inNamespace("shop")
            .withResourceVersion(first.getMetadata().getResourceVersion())
            .watch(watcher)) {
      assertNotNull(watch);
      assertEquals("ADDED past-2", watcher.next());
      assertEquals("DELETED past-1", watcher.next());
    }
  }

  @Test
  void listsByLabelSelectors() {
    create(configMap("select-1").addToLabels(Map.of("set", "a", "x", "1")));
    create(configMap("select-2").addToLabels(Map.of("set", "b")));
    create(configMap("select-3").addToLabels(Map.of("set", "c", "x", "2")));
    assertEquals(List.of("select-1"), selected("set=a"));
    assertEquals(List.of("select-1", "select-3"), selected("set in (a,c),x"));
    assertEquals(List.of("select-2"), selected("set,!x"));
    assertEquals(List.of("select-3"), selected("set notin (a, b),x!=1,set"));
    assertThrows(KubernetesClientException.class, () -> selected("a in b,"));
  }

  @Test
  void refusesWritesToAnOldVersion() {
    ConfigMap old = create(configMap("conflict"));
    configMaps("conflict").edit(it -> new ConfigMapBuilder(it).addToData("a", "b").build());
    ConfigMap stale = new ConfigMapBuilder(old).addToData("c", "d").build();
    KubernetesClientException refused =
        assertThrows(KubernetesClientException.class, () -> api.client.resource(stale).update());
    assertEquals(409, refused.getCode());
    assertEquals("Conflict", refused.getStatus().getReason());
    assertEquals(Map.of("a", "b"), configMaps("conflict").require().getData());
    KubernetesClientException twice =
        assertThrows(KubernetesClientException.class, () -> create(configMap("conflict")));
    assertEquals("AlreadyExists", twice.getStatus().getReason());
  }

  @Test
  void writesThatChangeNothingMakeNoNewVersion() {
    ConfigMap before = create(configMap("same"));
    ConfigMap after = configMaps("same").patch(PatchContext.of(PatchType.JSON_MERGE), "{}");
    assertEquals(
        before.getMetadata().getResourceVersion(), after.getMetadata().getResourceVersion());
  }

  @Test
  void keepsSpecAndStatusOfARolloutApart() {
    rollouts().resource(rollout("split", 1)).create();
    GenericKubernetesResource withStatus = rollouts().withName("split").require();
    assertEquals(1, withStatus.getMetadata().getGeneration());
    withStatus.setAdditionalProperty("status", Map.of("phase", "Healthy"));
    withStatus.setAdditionalProperty("spec", Map.of("replicas", 7));
    GenericKubernetesResource updated = rollouts().resource(withStatus).updateStatus();
    assertEquals("Healthy", updated.get("status", "phase"));
    assertEquals(1, (int) updated.get("spec", "replicas"));
    assertEquals(1, updated.getMetadata().getGeneration());

    updated.setAdditionalProperty("status", Map.of("phase", "Degraded"));
    updated.setAdditionalProperty("spec", Map.of("replicas", 3));
    GenericKubernetesResource changed = rollouts().resource(updated).update();
    assertEquals("Healthy", changed.get("status", "phase"));
    assertEquals(3, (int) changed.get("spec", "replicas"));
    assertEquals(2, changed.getMetadata().getGeneration());
  }

  @Test
  void patchesAreAppliedByTheirKind() {
    rollouts().resource(rollout("patched", 1)).create();
    Resource<GenericKubernetesResource> patched = rollouts().withName("patched");
    patched.patch(
        PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"paused\":true,\"replicas\":null}}");
    assertEquals(Map.of("paused", true), patched.require().get("spec"));
    patched.patch(
        PatchContext.of(PatchType.JSON),
        "[{\"op\":\"test\",\"path\":\"/spec/paused\",\"value\":true},"
            + "{\"op\":\"test\",\"path\":\"/metadata/generation\",\"value\":2},"
            + "{\"op\":\"add\",\"path\":\"/spec/replicas\",\"value\":4}]");
    assertEquals(4, (int) patched.require().get("spec", "replicas"));
    patched
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\":{\"abort\":true},\"spec\":{\"replicas\":9}}");
    assertEquals(true, patched.require().get("status", "abort"));
    assertEquals(4, (int) patched.require().get("spec", "replicas"));
    KubernetesClientException failedTest =
        assertThrows(
            KubernetesClientException.class,
            () ->
                patched.patch(
                    PatchContext.of(PatchType.JSON),
                    "[{\"op\":\"test\",\"path\":\"/spec/paused\",\"value\":false}]"));
    assertEquals(422, failedTest.getCode());
    String stale = "{\"metadata\":{\"resourceVersion\":\"1\"},\"spec\":{\"replicas\":5}}";
    KubernetesClientException conflict =
        assertThrows(
            KubernetesClientException.class,
            () -> patched.patch(PatchContext.of(PatchType.JSON_MERGE), stale));
    assertEquals(409, conflict.getCode());
    KubernetesClientException apply =
        assertThrows(
            KubernetesClientException.class,
            () -> patched.patch(PatchContext.of(PatchType.SERVER_SIDE_APPLY), "{}"));
    assertEquals(415, apply.getCode());
  }

  @Test
  void strategicPatchesMergeKnownListsByKey() {
    api.client.resource(pod("strategic")).create();
    Pod patched =
        api.client
            .pods()
            .inNamespace("shop")
            .withName("strategic")
            .patch(
                PatchContext.of(PatchType.STRATEGIC_MERGE),
                "{\"spec\":{\"containers\":[{\"name\":\"b\",\"image\":\"two\"},"
                    + "{\"name\":\"a\",\"$patch\":\"delete\"},{\"name\":\"c\",\"image\":\"3\"}]}}");
    assertEquals(
        List.of("b two", "c 3"),
        patched.getSpec().getContainers().stream()
            .map(container -> container.getName() + " " + container.getImage())
            .toList());
  }

  @Test
  void finalizersKeepADeletedObjectUntilTheLastIsGone() {
    create(configMap("finalized").addToFinalizers("serin.dev/test"));
    configMaps("finalized").delete();
    ConfigMap terminating = configMaps("finalized").require();
    assertNotNull(terminating.getMetadata().getDeletionTimestamp());
    assertThrows(
        KubernetesClientException.class,
        () ->
            configMaps("finalized")
                .edit(
                    it ->
                        new ConfigMapBuilder(it)
                            .editMetadata()
                            .addToFinalizers("serin.dev/late")
                            .endMetadata()
                            .build()));
    configMaps("finalized")
        .edit(it -> new ConfigMapBuilder(it).editMetadata().withFinalizers().endMetadata().build());
    assertNull(configMaps("finalized").get());
  }

  @Test
  void podsStayTerminatingUntilTheirAgentRemovesThem() {
    api.client.resource(pod("graceful")).create();
    var pod = api.client.pods().inNamespace("shop").withName("graceful");
    pod.delete();
    assertEquals(30, pod.require().getMetadata().getDeletionGracePeriodSeconds());
    pod.withGracePeriod(0).delete();
    assertNull(pod.get());
  }

  @Test
  void collectsWhatNothingOwnsAnyMore() throws Exception {
    ConfigMap owner = create(configMap("owner"));
    create(owned("owned", owner));
    ConfigMap owned = configMaps("owned").require();
    create(owned("owned-by-owned", owned));
    create(configMap("independent"));
    configMaps("owner").delete();
    api.await(
        () -> configMaps("owned").get() == null && configMaps("owned-by-owned").get() == null);
    assertNotNull(configMaps("independent").get());

    ConfigMap left = create(configMap("leaves-orphans"));
    create(owned("orphan", left));
    configMaps("leaves-orphans").withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
    assertTrue(configMaps("orphan").require().getMetadata().getOwnerReferences().isEmpty());
  }

  @Test
  void emptiesADeletedNamespace() throws Exception {
    api.client
        .resource("{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"gone\"}}")
        .create();
    create(configMap("inside").withNamespace("gone"));
    api.client.namespaces().withName("gone").delete();
    api.await(() -> api.client.namespaces().withName("gone").get() == null);
    assertNull(api.client.configMaps().inNamespace("gone").withName("inside").get());
  }

  @Test
  void namesAreGeneratedAndChecked() {
    ConfigMap one = create(generated());
    ConfigMap two = create(generated());
    assertTrue(one.getMetadata().getName().matches("gen-[a-z0-9]{5}"));
    assertNotEquals(one.getMetadata().getName(), two.getMetadata().getName());
    assertFalse(one.getMetadata().getUid().isEmpty());
    KubernetesClientException bad =
        assertThrows(KubernetesClientException.class, () -> create(configMap("Not_A_Name")));
    assertEquals(422, bad.getCode());
  }

  @Test
  void refusesObjectsThatNoTypedClientCouldRead() throws Exception {
    String pods = "/api/v1/namespaces/shop/pods";
    for (String body :
        List.of(
            "{\"metadata\":[]}",
            "{\"metadata\":{\"name\":5}}",
            "{\"metadata\":{\"name\":\"a\",\"labels\":[1]}}",
            "{\"metadata\":{\"name\":\"a\"},\"spec\":7}",
            "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"containers\":7}}",
            "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"containers\":[null]}}",
            "{\"metadata\":{\"name\":\"a\",\"deletionGracePeriodSeconds\":\"x\"}}")) {
      int expected = body.contains("Grace") ? 201 : 400;
      assertEquals(
          expected,
          api.send("POST", pods, "application/json", body, ApiFixture.TOKEN).statusCode(),
          body);
    }
    assertEquals(
        400,
        api.send(
                "PATCH",
                pods + "/a",
                "application/merge-patch+json",
                "{\"metadata\":{\"labels\":[1]}}",
                ApiFixture.TOKEN)
            .statusCode());
    String rollouts = "/apis/argoproj.io/v1alpha1/namespaces/shop/rollouts";
    assertEquals(
        400,
        api.send(
                "POST",
                rollouts,
                "application/json",
                "{\"metadata\":{\"name\":\"r\",\"annotations\":\"x\"}}",
                ApiFixture.TOKEN)
            .statusCode());
    assertFalse(api.client.pods().inNamespace("shop").list().getItems().isEmpty());
    api.client.pods().inNamespace("shop").withName("a").withGracePeriod(0).delete();
  }

  @Test
  void servesTheTypesOfNewDefinitions() throws Exception {
    api.client
        .resource(
            "{\"apiVersion\":\"apiextensions.k8s.io/v1\",\"kind\":\"CustomResourceDefinition\","
                + "\"metadata\":{\"name\":\"birds.zoo.dev\"},\"spec\":{\"group\":\"zoo.dev\","
                + "\"scope\":\"Namespaced\",\"names\":{\"plural\":\"birds\",\"kind\":\"Bird\"},"
                + "\"versions\":[{\"name\":\"v1\",\"served\":true,\"storage\":true}]}}")
        .create();
    assertEquals(
        200, api.send("GET", "/apis/zoo.dev/v1/birds", "x/y", "", ApiFixture.TOKEN).statusCode());
    assertTrue(
        api.send("GET", "/apis/zoo.dev/v1", "x/y", "", ApiFixture.TOKEN).body().contains("Bird"));
  }

  private static ObjectMetaBuilder configMap(String name) {
    return new ObjectMetaBuilder().withName(name).withNamespace("shop");
  }

  private static ObjectMetaBuilder generated() {
    return new ObjectMetaBuilder().withGenerateName("gen-").withNamespace("shop");
  }

  private static ObjectMetaBuilder owned(String name, ConfigMap owner) {
    return configMap(name)
        .addToOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .build());
  }

  private static ConfigMap create(ObjectMetaBuilder metadata) {
    return api.client
        .resource(new ConfigMapBuilder().withMetadata(metadata.build()).build())
        .create();
  }

  private static List<String> selected(String selector) {
    return api
        .client
        .configMaps()
        .inNamespace("shop")
        .withLabelSelector(selector)
        .list()
        .getItems()
        .stream()
        .map(it -> it.getMetadata().getName())
        .toList();
  }

  private static NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      rollouts() {
    return api.client.genericKubernetesResources(ROLLOUTS).inNamespace("shop");
  }

  private static GenericKubernetesResource rollout(String name, int replicas) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("argoproj.io/v1alpha1")
        .withKind("Rollout")
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addToAdditionalProperties("spec", Map.of("replicas", replicas))
        .build();
  }

  private static Pod pod(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("shop")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("a")
        .withImage("one")
        .endContainer()
        .addNewContainer()
        .withName("b")
        .withImage("one")
        .endContainer()
        .endSpec()
        .build();
  }

  private static Resource<ConfigMap> configMaps(String name) {
    return api.client.configMaps().inNamespace("shop").withName(name);
  }

  private static String next(BlockingQueue<String> seen) throws InterruptedException {
    return String.valueOf(seen.poll(10, TimeUnit.SECONDS));
  }

  private record Recording(BlockingQueue<String> seen) implements ResourceEventHandler<ConfigMap> {
    @Override
    public void onAdd(ConfigMap object) {
      seen.add("added " + object.getMetadata().getName());
    }

    @Override
    public void onUpdate(ConfigMap before, ConfigMap object) {
      seen.add("updated " + object.getMetadata().getName());
    }

    @Override
    public void onDelete(ConfigMap object, boolean unknown) {
      seen.add("deleted " + object.getMetadata().getName());
    }
  }
}
