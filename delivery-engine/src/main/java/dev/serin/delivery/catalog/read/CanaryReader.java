package dev.serin.delivery.catalog.read;

import dev.serin.delivery.catalog.ServiceDescription.Canary;
import dev.serin.delivery.catalog.ServiceDescription.CanaryStep;
import dev.serin.delivery.catalog.ServiceDescription.CanarySteps;
import dev.serin.delivery.catalog.ServiceDescription.NamedCanary;
import dev.serin.delivery.catalog.ServiceDescription.Pause;
import dev.serin.delivery.catalog.ServiceDescription.SetWeight;
import dev.serin.delivery.catalog.yaml.YamlMapping;
import dev.serin.delivery.catalog.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code deploy.canary}: the name of a policy, or a list of steps. */
final class CanaryReader {
  private static final String STEP_FORM =
      "one step, such as {setWeight: 10}, {pause: 30s} or {pause: {}}";
  private static final int WHOLE = 100;

  private CanaryReader() {}

  static Optional<Canary> read(YamlValue value, Pattern name, String nameInWords) {
    if (value.isText()) {
      return value.text(name, nameInWords).map(NamedCanary::new);
    }
    if (!value.isList()) {
      return value.wrong("the name of a policy or a list of steps");
    }
    List<YamlValue> items = value.items();
    if (items.isEmpty()) {
      return value.wrong("a list of at least one step");
    }
    List<CanaryStep> steps = new ArrayList<>();
    items.forEach(item -> step(item).ifPresent(steps::add));
    return Optional.of(new CanarySteps(steps));
  }

  private static Optional<CanaryStep> step(YamlValue item) {
    Optional<YamlMapping> mapping = item.mapping();
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    YamlMapping step = mapping.get().only(List.of("setWeight", "pause"));
    if (step.keys().size() != 1) {
      return item.wrong(STEP_FORM);
    }
    if (step.has("setWeight")) {
      return step.value("setWeight").flatMap(value -> value.integer(0, WHOLE)).map(SetWeight::new);
    }
    return step.value("pause").flatMap(CanaryReader::pause);
  }

  private static Optional<CanaryStep> pause(YamlValue value) {
    if (value.isText()) {
      return value.duration().map(duration -> new Pause(Optional.of(duration)));
    }
    return value
        .mapping()
        .map(mapping -> mapping.only(List.of()))
        .map(mapping -> new Pause(Optional.empty()));
  }
}
