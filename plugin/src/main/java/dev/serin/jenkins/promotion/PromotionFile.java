package dev.serin.jenkins.promotion;

import dev.serin.jenkins.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A promotion as JSON, one file each. */
final class PromotionFile {

  private static final int VERSION = 1;

  private PromotionFile() {}

  static String write(Promotion promotion) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", VERSION);
    map.put("id", promotion.id());
    map.put("job", promotion.job());
    map.put("build", promotion.build());
    map.put("environment", promotion.environment());
    map.put("release", promotion.release());
    map.put("requestedBy", promotion.requestedBy());
    map.put("services", promotion.services().stream().map(ServiceImage::toMap).toList());
    map.put("changes", promotion.changes().stream().map(Change::toMap).toList());
    map.put("created", promotion.created().toString());
    map.put("expires", promotion.expires().toString());
    map.put("state", promotion.state().name());
    map.put("decisions", promotion.decisions().stream().map(Decision::toMap).toList());
    map.put("note", promotion.note());
    return Json.write(map);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when the text is none, or of a later version
   */
  static Promotion read(String text) {
    Map<String, Object> map = Json.object(text);
    if (Json.number(map.get("version")) != VERSION) {
      throw new IllegalArgumentException("version " + map.get("version") + ", not " + VERSION);
    }
    return new Promotion(
        Json.text(map.get("id")),
        Json.text(map.get("job")),
        Json.number(map.get("build")),
        Json.text(map.get("environment")),
        Json.text(map.get("release")),
        Json.text(map.get("requestedBy")),
        maps(map.get("services")).stream().map(ServiceImage::of).toList(),
        maps(map.get("changes")).stream().map(Change::of).toList(),
        Instant.parse(Json.text(map.get("created"))),
        Instant.parse(Json.text(map.get("expires"))),
        Promotion.State.valueOf(Json.text(map.get("state"))),
        maps(map.get("decisions")).stream().map(Decision::of).toList(),
        Json.text(map.get("note")));
  }

  private static List<Map<String, Object>> maps(@Nullable Object list) {
    return Json.list(list).stream().map(Json::map).toList();
  }
}
