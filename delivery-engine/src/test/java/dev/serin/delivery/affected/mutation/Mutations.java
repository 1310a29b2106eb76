package dev.serin.delivery.affected.mutation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Makes models and changes them, always the same from the same seed. */
final class Mutations {
  private static final int LIBRARIES = 4;
  private static final int SERVICES = 4;

  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
  }

  Model model() {
    Model model = new Model();
    for (Family family : EnumSet.allOf(Family.class)) {
      Map<String, String> versions = new TreeMap<>();
      Model.PACKAGES.forEach(each -> versions.put(each, "1"));
      model.versions.put(family, versions);
      model.settings.put(family, "1");
      for (int i = 0; i < LIBRARIES + SERVICES; i++) {
        add(model, family, i >= LIBRARIES, family.folder() + (i < LIBRARIES ? "lib" : "svc") + i);
      }
    }
    return model;
  }

  /** Changes a model in one way and says which. */
  String mutate(Model model, int step) {
    Family family = pick(List.of(Family.values()));
    Node node = pick(model.of(family));
    String file = pick(new ArrayList<>(node.sources.keySet()));
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> {
        node.sources.put(file, "changed " + step);
        return "edit " + node.folder() + "/" + file;
      }
      case 3 -> {
        node.sources.put("added" + step + ".txt", "new");
        return "add a file to " + node.folder();
      }
      case 4 -> {
        node.sources.put("moved/" + file, String.valueOf(node.sources.remove(file)));
        return "rename " + node.folder() + "/" + file;
      }
      case 5 -> {
        node.sources.put(file.toUpperCase(Locale.ROOT), String.valueOf(node.sources.remove(file)));
        return "change the case of " + node.folder() + "/" + file;
      }
      case 6 -> {
        node.sources.put("deleted.txt", "");
        node.sources.remove(file);
        return "replace " + node.folder() + "/" + file;
      }
      case 7 -> {
        toggleNeed(model, node);
        return "change what " + node.name + " needs";
      }
      case 8 -> {
        String name = pick(Model.PACKAGES);
        if (!node.packages.remove(name)) {
          node.packages.add(name);
        }
        return "change the packages of " + node.name;
      }
      case 9, 10 -> {
        String name = pick(Model.PACKAGES);
        model.setVersion(family, name, String.valueOf(2 + step));
        return "another version of " + name + " for " + family;
      }
      case 11 -> {
        model.settings.put(family, String.valueOf(2 + random.nextInt(5)));
        return "a setting of " + family;
      }
      case 12 -> {
        model.cosmetics = step + 1;
        model.noise.put("docs/" + step + ".md", "words");
        return "comments, lists, documents";
      }
      default -> {
        add(model, family, true, family.folder() + "new" + step);
        return "a new service of " + family;
      }
    }
  }

  private void add(Model model, Family family, boolean service, String name) {
    Node node = new Node(name, family, service);
    for (int i = 0; i < 3; i++) {
      node.sources.put("src/file" + i + ".txt", "text");
    }
    for (String each : Model.PACKAGES) {
      if (random.nextInt(4) == 0) {
        node.packages.add(each);
      }
    }
    model.nodes.put(name, node);
    for (int i = 0; i < 2; i++) {
      toggleNeed(model, node);
    }
  }

  /** Needs lead to libraries that sort earlier, so there is no cycle. */
  private void toggleNeed(Model model, Node node) {
    List<Node> earlier =
        model.of(node.family).stream()
            .filter(other -> !other.service && other.name.compareTo(node.name) < 0)
            .toList();
    if (!earlier.isEmpty()) {
      String target = pick(earlier).name;
      if (!node.needs.remove(target)) {
        node.needs.add(target);
      }
    }
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
