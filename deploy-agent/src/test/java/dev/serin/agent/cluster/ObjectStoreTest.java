package dev.serin.agent.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {

  private static final ObjectKey KEY = new ObjectKey("shop", "cart");

  private final ObjectStore<String> store = new ObjectStore<>();
  private final Index<String> byFirstLetter = store.index(value -> List.of(value.substring(0, 1)));
  private final List<String> changes = new ArrayList<>();

  ObjectStoreTest() {
    store.listen((key, before, after) -> changes.add(before + "->" + after));
  }

  private static ConfigMap object(String uid, String version) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("cart")
        .withUid(uid)
        .withResourceVersion(version)
        .endMetadata()
        .build();
  }

  @Test
  void whatWasWrittenIsReadAlthoughTheWatchLags() {
    store.seen(object("u", "9"), "old");
    store.seen(object("u", "10"), "written");
    store.seen(object("u", "9"), "old");
    store.seen(object("u", "10"), "echo of the write");
    assertEquals(Optional.of("written"), store.get(KEY));
    assertEquals(List.of("null->old", "old->written"), changes);
    store.seen(object("u", "11"), "newer");
    assertEquals(Optional.of("newer"), store.get(KEY));
  }

  @Test
  void anObjectThatWasCreatedAnewReplacesTheOldOneWhateverItsVersion() {
    store.seen(object("first", "100"), "first");
    store.seen(object("second", "7"), "second");
    assertEquals(Optional.of("second"), store.get(KEY));
    store.gone(object("first", "101"));
    assertEquals(Optional.of("second"), store.get(KEY));
    store.gone(object("second", "102"));
    assertEquals(Optional.empty(), store.get(KEY));
  }

  @Test
  void aVersionThatIsNoNumberCountsAsNewest() {
    store.seen(object("u", "opaque-b"), "one");
    store.seen(object("u", "opaque-a"), "two");
    assertEquals(Optional.of("two"), store.get(KEY));
  }

  @Test
  void theIndexFollowsEveryChange() {
    store.seen(object("u", "1"), "apple");
    assertEquals(List.of("apple"), byFirstLetter.get("a"));
    store.seen(object("u", "2"), "banana");
    assertEquals(List.of(), byFirstLetter.get("a"));
    assertEquals(List.of("banana"), byFirstLetter.get("b"));
    store.gone(object("u", "3"));
    assertEquals(List.of(), byFirstLetter.get("b"));
    assertEquals(List.of(), store.all());
  }
}
