package dev.serin.agent.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serin.argo.WireTime;
import dev.serin.argo.operator.Promotion;
import dev.serin.rollout.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what comes with a verb: a JSON object, or nothing. All problems are said at once. */
final class VerbBody {

  /** What came makes no sense; the message says why. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 64 * 1024;

  private final JsonNode body;
  private final List<String> problems = new ArrayList<>();

  private VerbBody(JsonNode body) {
    this.body = body;
  }

  /**
   * Reads a body.
   *
   * @param known the fields that it may have
   */
  static VerbBody read(@Nullable String text, Set<String> known) throws Malformed {
    if (text == null || text.isBlank()) {
      return new VerbBody(JsonNodeFactory.instance.objectNode());
    }
    if (text.length() > LONGEST) {
      throw new Malformed("the body is longer than " + LONGEST + " characters");
    }
    JsonNode body;
    try {
      body = JSON.readTree(text);
    } catch (JsonProcessingException problem) {
      throw new Malformed("the body is not JSON: " + problem.getOriginalMessage());
    }
    if (!body.isObject()) {
      throw new Malformed("the body must be a JSON object");
    }
    VerbBody read = new VerbBody(body);
    body.fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                read.problems.add(
                    "'"
                        + field
                        + "' is not known here; known are "
                        + (known.isEmpty() ? "no fields" : String.join(", ", known)));
              }
            });
    return read;
  }

  /** Field {@code extent}. */
  Promotion promotion() {
    JsonNode extent = body.path("extent");
    if (extent.isMissingNode()) {
      return Promotion.NEXT;
    }
    for (Promotion promotion : Promotion.values()) {
      if (wireName(promotion).equals(extent.asText())) {
        return promotion;
      }
    }
    problems.add("'extent' must be next, full, skip-current-step or skip-all-steps");
    return Promotion.NEXT;
  }

  private static String wireName(Promotion promotion) {
    return promotion.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Field {@code toRevision}. */
  OptionalInt revision() {
    JsonNode revision = body.path("toRevision");
    if (revision.isMissingNode()) {
      return OptionalInt.empty();
    }
    if (!revision.isInt() || revision.asInt() < 1) {
      problems.add("'toRevision' must be a whole number from 1 on");
    }
    return OptionalInt.of(revision.asInt());
  }

  /** Field {@code at} or {@code in}; now when there is neither. */
  Instant time(Instant now) {
    JsonNode at = body.path("at");
    JsonNode in = body.path("in");
    if (!at.isMissingNode() && !in.isMissingNode()) {
      problems.add("'at' and 'in' exclude each other");
    }
    try {
      if (!at.isMissingNode()) {
        return WireTime.parse(at.asText());
      }
    } catch (DateTimeException problem) {
      problems.add("'at' must be a time such as 2026-11-23T10:00:00Z");
    }
    if (!in.isMissingNode()) {
      if (in.isTextual() && Durations.valid(in.asText())) {
        return now.plus(Durations.parse(in.asText()));
      }
      problems.add("'in' must be a time such as 90s, 10m or 1h");
    }
    return now;
  }

  /** Field {@code images}: images by container. */
  Map<String, String> images() {
    Map<String, String> images = new LinkedHashMap<>();
    JsonNode given = body.path("images");
    if (!given.isObject() || given.isEmpty()) {
      problems.add("'images' must be an object of images by container, with one at least");
      return images;
    }
    given
        .properties()
        .forEach(
            image -> {
              if (image.getValue().isTextual() && !image.getValue().asText().isBlank()) {
                images.put(image.getKey(), image.getValue().asText());
              } else {
                problems.add("the image of container '" + image.getKey() + "' must be text");
              }
            });
    return images;
  }

  /** Throws if there were any problems. */
  void check() throws Malformed {
    if (!problems.isEmpty()) {
      throw new Malformed(String.join("; ", problems));
    }
  }
}
