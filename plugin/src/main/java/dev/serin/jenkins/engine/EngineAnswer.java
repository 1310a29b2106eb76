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

  /** Names of the services that failed, as the result tells. */
  static List<String> failed(Map<String, Object> result) {
    return Json.list(result.get("failed")).stream()
        .map(failure -> Json.text(Json.map(failure).get("name")))
        .collect(Collectors.toList());
  }
}
