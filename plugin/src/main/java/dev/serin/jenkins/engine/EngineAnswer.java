package dev.serin.jenkins.engine;

import dev.serin.jenkins.Json;
import dev.serin.jenkins.delivery.Delivery;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the engine answers, by command. */
public enum EngineAnswer {
  /** A plan: docs/schemas/plan.schema.json. */
  PLAN {
    @Override
    Delivery onto(Delivery delivery, Map<String, Object> result) {
      return delivery.planned(result);
    }
  },
  /** A release, of which services may have failed: docs/schemas/release.schema.json. */
  RELEASE {
    @Override
    Delivery onto(Delivery delivery, Map<String, Object> result) {
      return delivery.released(result);
    }

    @Override
    String problem(Map<String, Object> result) {
      List<String> failed =
          Json.list(result.get("failed")).stream()
              .map(failure -> Json.text(Json.map(failure).get("name")))
              .toList();
      return failed.isEmpty() ? "" : "Failed: " + String.join(", ", failed);
    }
  },
  /** What the evidence of images came to: docs/schemas/verification.schema.json. */
  VERIFICATION {
    @Override
    Delivery onto(Delivery delivery, Map<String, Object> result) {
      return delivery.verified(result);
    }

    @Override
    String problem(Map<String, Object> result) {
      List<String> bad =
          Json.list(result.get("images")).stream()
              .map(Json::map)
              .filter(image -> !Boolean.TRUE.equals(image.get("verified")))
              .map(image -> Json.text(image.get("image")) + " lacks " + missing(image))
              .toList();
      return bad.isEmpty() ? "" : "Not verified: " + String.join("; ", bad);
    }

    private String missing(Map<String, Object> image) {
      return Json.list(image.get("missing")).stream()
          .map(Json::text)
          .collect(Collectors.joining(", "));
    }
  },
  /** The state of a rollout; nothing that the run itself made. */
  ROLLOUT {
    @Override
    Delivery onto(Delivery delivery, Map<String, Object> result) {
      return delivery;
    }
  };

  /** The run's delivery with this result in it. */
  abstract Delivery onto(Delivery delivery, Map<String, Object> result);

  /** What went wrong, in words, as the result tells; empty when nothing did. */
  String problem(Map<String, Object> result) {
    return "";
  }
}
