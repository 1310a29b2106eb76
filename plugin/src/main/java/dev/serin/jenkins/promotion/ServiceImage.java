package dev.serin.jenkins.promotion;

import dev.serin.jenkins.Json;
import java.util.Map;

/**
 * A service in a promotion.
 *
 * @param name of the service
 * @param image by digest
 * @param tests how its tests went, in words
 */
public record ServiceImage(String name, String image, String tests) {

  /** The name, for pages. */
  public String getName() {
    return name;
  }

  /** The image, for pages. */
  public String getImage() {
    return image;
  }

  /** The tests, for pages. */
  public String getTests() {
    return tests;
  }

  /** The digest's first digits, for tables. */
  public String getShortDigest() {
    int at = image.indexOf("@sha256:");
    return at < 0 ? image : image.substring(at + 8, Math.min(image.length(), at + 20));
  }

  Map<String, Object> toMap() {
    return Map.of("name", name, "image", image, "tests", tests);
  }

  static ServiceImage of(Map<String, Object> map) {
    return new ServiceImage(
        Json.text(map.get("name")), Json.text(map.get("image")), Json.text(map.get("tests")));
  }
}
