package dev.serin.delivery.affected.mutation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a repository is about: components, what they need, the packages of others with their
 * versions, and settings that hold for a whole family. What a service's build depends on is read
 * from here by walking the model anew, without any of the engine's code.
 */
final class Model {
  /** A package needs the one behind it: p0 needs p1, p2 needs p3. */
  static final List<String> PACKAGES = List.of("p0", "p1", "p2", "p3", "p4");

  final Map<String, Node> nodes = new TreeMap<>();
  final Map<Family, Map<String, String>> versions = new EnumMap<>(Family.class);
  final Map<Family, String> settings = new EnumMap<>(Family.class);
  final Map<String, String> noise = new TreeMap<>();

  /** Comments, lists and other things that builds do not see. */
  int cosmetics;

  Model copy() {
    Model copy = new Model();
    nodes.forEach((name, node) -> copy.nodes.put(name, node.copy()));
    versions.forEach((family, each) -> copy.versions.put(family, new TreeMap<>(each)));
    copy.settings.putAll(settings);
    copy.noise.putAll(noise);
    copy.cosmetics = cosmetics;
    return copy;
  }

  List<Node> of(Family family) {
    return nodes.values().stream().filter(node -> node.family == family).toList();
  }

  String version(Family family, String name) {
    return Objects.requireNonNull(Objects.requireNonNull(versions.get(family)).get(name));
  }

  void setVersion(Family family, String name, String version) {
    Objects.requireNonNull(versions.get(family)).put(name, version);
  }

  static Set<String> needsOf(String packageName) {
    return switch (packageName) {
      case "p0" -> Set.of("p1");
      case "p2" -> Set.of("p3");
      default -> Set.of();
    };
  }

  /** The services whose builds must differ from those of an earlier state. */
  Set<String> mustBuild(Model before) {
    return nodes.values().stream()
        .filter(node -> node.service)
        .map(node -> node.name)
        .filter(
            name -> !before.nodes.containsKey(name) || !inputs(name).equals(before.inputs(name)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String inputs(String service) {
    Map<String, String> inputs = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(service));
    while (!open.isEmpty()) {
      String name = open.remove();
      Node node = Objects.requireNonNull(nodes.get(name), name);
      String text = node.needs + " " + node.packages + " " + node.sources;
      if (inputs.putIfAbsent(name, text) == null) {
        open.addAll(node.needs);
        Deque<String> packages = new ArrayDeque<>(node.packages);
        while (!packages.isEmpty()) {
          String each = packages.remove();
          String version = version(node.family, each);
          if (inputs.putIfAbsent("package " + each, version) == null
              && node.family.locksWhatPackagesNeed()) {
            packages.addAll(needsOf(each));
          }
        }
      }
      inputs.put("settings", String.valueOf(settings.get(node.family)));
    }
    return inputs.toString();
  }
}
