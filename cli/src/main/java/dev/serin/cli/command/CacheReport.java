package dev.serin.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serin.cli.output.Json;
import dev.serin.delivery.build.CacheExplanation;
import dev.serin.delivery.cache.CachedImage;
import dev.serin.delivery.cache.Lookup;
import dev.serin.delivery.problem.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Why a service is found in the registry or not, for people and for programs. */
final class CacheReport {
  private static final String NOWHERE = "absent";

  private final CacheExplanation explanation;

  CacheReport(CacheExplanation explanation) {
    this.explanation = explanation;
  }

  boolean found() {
    return explanation.found();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String hash = explanation.inputs().hash();
    lines.add(
        "%s %s, inputs %s"
            .formatted(explanation.service(), found() ? "is found" : "would be built", hash));
    explanation.obstacles().forEach(each -> lines.add("  not asked for: " + Printable.line(each)));
    if (explanation.lookup() instanceof Lookup.Hit hit) {
      CachedImage image = hit.image();
      lines.add("  image: " + image.name());
      lines.add(
          "  built by %s from %s at %s"
              .formatted(
                  image.provenance().builder().id(),
                  image.provenance().source().repository(),
                  image.provenance().source().commit()));
      return lines;
    }
    ((Lookup.Miss) explanation.lookup())
        .reasons()
        .forEach(reason -> lines.add("  " + Printable.line(reason)));
    if (explanation.last().isEmpty()) {
      lines.add("  no earlier image that counts, to compare with");
    }
    differences().forEach((name, change) -> lines.add("  differs: " + name + ": " + change));
    return lines;
  }

  /** Inputs that are not those of the image that was built last: what was and what is. */
  private Map<String, String> differences() {
    Map<String, String> changes = new TreeMap<>();
    if (explanation.last().isEmpty()) {
      return changes;
    }
    Map<String, String> was = explanation.last().get().inputs();
    Map<String, String> is = explanation.inputs().values();
    TreeSet<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    for (String name : names) {
      String before = was.getOrDefault(name, NOWHERE);
      String now = is.getOrDefault(name, NOWHERE);
      if (!before.equals(now)) {
        changes.put(Printable.line(name), Printable.line(before + " → " + now));
      }
    }
    return changes;
  }

  ObjectNode json() {
    ObjectNode document = Json.document("CacheExplanation");
    document.put("service", explanation.service());
    document.put("inputHash", explanation.inputs().hash());
    document.put("found", found());
    Optional<CachedImage> image =
        explanation.lookup() instanceof Lookup.Hit hit
            ? Optional.of(hit.image())
            : Optional.empty();
    image.ifPresent(it -> document.put("image", it.name()));
    ArrayNode obstacles = document.putArray("obstacles");
    explanation.obstacles().forEach(obstacles::add);
    ArrayNode reasons = document.putArray("reasons");
    if (explanation.lookup() instanceof Lookup.Miss miss) {
      miss.reasons().forEach(reasons::add);
    }
    ObjectNode inputs = document.putObject("inputs");
    explanation.inputs().values().forEach(inputs::put);
    ObjectNode differences = document.putObject("differences");
    differences().forEach(differences::put);
    return document;
  }
}
