package dev.serin.delivery.affected;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.git.TestRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For random edits of a random repository, the affected services are exactly those whose files,
 * with those of all that they are built upon, differ when they are compared one by one.
 */
class PlannerPropertyTest {
  private static final int STEPS = 25;

  /** A model of the repository: folders, the folders that each needs, and their files. */
  private static final class Model {
    final Map<String, Set<String>> needs = new TreeMap<>();
    final Set<String> services = new TreeSet<>();
    final Map<String, String> files = new TreeMap<>();

    Model copy() {
      Model copy = new Model();
      needs.forEach((folder, targets) -> copy.needs.put(folder, new TreeSet<>(targets)));
      copy.services.addAll(services);
      copy.files.putAll(files);
      return copy;
    }

    /** Everything that a build of the folder reads, found by walking the model anew. */
    Map<String, String> inputs(String folder) {
      Map<String, String> inputs = new HashMap<>();
      Set<String> seen = new TreeSet<>();
      List<String> open = new ArrayList<>(List.of(folder));
      while (!open.isEmpty()) {
        String current = open.remove(0);
        if (seen.add(current)) {
          open.addAll(needs.getOrDefault(current, Set.of()));
          all()
              .forEach(
                  (path, text) -> {
                    if (path.startsWith(current + "/")) {
                      inputs.put(path, text);
                    }
                  });
        }
      }
      return inputs;
    }

    /** All files with their texts, build files included. */
    Map<String, String> all() {
      Map<String, String> all = new TreeMap<>(files);
      needs.forEach(
          (folder, targets) -> {
            String links =
                targets.stream()
                    .map(target -> "\"%s\": \"file:../%s\"".formatted(target, target))
                    .collect(Collectors.joining(", "));
            all.put(folder + "/package.json", "{\"dependencies\": {" + links + "}}");
          });
      services.forEach(
          folder ->
              all.put(
                  folder + "/service.yaml", "apiVersion: serin.dev/v1\nservice: " + folder + "\n"));
      return all;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void affectedIsWhatABruteForceComparisonFinds(long seed, @TempDir Path folder) {
    Random random = new Random(seed);
    Model model = new Model();
    int count = 6 + random.nextInt(10);
    for (int i = 0; i < count; i++) {
      add(model, "c" + i, random);
    }
    model.services.add("c0");
    try (TestRepository made = new TestRepository(folder);
        GitRepository repository = made.open()) {
      List<Model> models = new ArrayList<>(List.of(model.copy()));
      List<String> commits = new ArrayList<>(List.of(made.commitOf(model.all())));
      for (int step = 1; step <= STEPS; step++) {
        edit(model, step, random);
        models.add(model.copy());
        commits.add(made.commitOf(model.all()));
        int base = random.nextInt(step);
        compare(repository, models, commits, base, step, "seed " + seed);
      }
    }
  }

  private static void compare(
      GitRepository repository,
      List<Model> models,
      List<String> commits,
      int base,
      int head,
      String where) {
    Plan plan =
        new Planner(CatalogReader.standard())
            .plan(
                repository,
                Optional.of(repository.resolve(commits.get(base))),
                repository.resolve(commits.get(head)));
    Model before = models.get(base);
    Model after = models.get(head);
    Set<String> expected =
        after.services.stream()
            .filter(
                service ->
                    !before.services.contains(service)
                        || !before.inputs(service).equals(after.inputs(service)))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> removed = new TreeSet<>(before.services);
    removed.removeAll(after.services);
    String which = where + ", " + base + ".." + head;
    assertEquals(
        expected,
        plan.affected().stream().map(each -> each.service().name()).collect(Collectors.toSet()),
        which);
    assertEquals(
        removed, plan.removed().stream().map(RemovedService::name).collect(Collectors.toSet()));
    assertTrue(
        plan.affected().stream()
            .flatMap(each -> each.reasons().stream())
            .noneMatch(reason -> reason.detail().contains("in another way")),
        which);
  }

  private static void edit(Model model, int step, Random random) {
    List<String> folders = new ArrayList<>(model.needs.keySet());
    String folder = folders.get(random.nextInt(folders.size()));
    switch (random.nextInt(7)) {
      case 0 -> model.files.put("docs/" + step, "text");
      case 1 -> add(model, "n" + step, random);
      case 2 -> {
        boolean needed = model.needs.values().stream().anyMatch(each -> each.contains(folder));
        if (!needed && model.services.size() > 1 && folders.size() > 2) {
          model.needs.remove(folder);
          model.services.remove(folder);
          model.files.keySet().removeIf(path -> path.startsWith(folder + "/"));
          if (model.services.isEmpty()) {
            model.services.add(model.needs.keySet().iterator().next());
          }
        }
      }
      case 3 -> link(model, folder, random);
      case 4 -> {
        if (!model.services.remove(folder) || model.services.isEmpty()) {
          model.services.add(folder);
        }
      }
      case 5 -> model.files.keySet().removeIf(path -> path.startsWith(folder + "/src/a"));
      default ->
          model.files.put(
              folder + "/src/" + (char) ('a' + random.nextInt(3)) + random.nextInt(3),
              String.valueOf(random.nextInt(4)));
    }
  }

  private static void add(Model model, String folder, Random random) {
    model.needs.put(folder, new TreeSet<>());
    model.files.put(folder + "/src/a0", "0");
    if (random.nextBoolean()) {
      model.services.add(folder);
    }
    link(model, folder, random);
  }

  /** Adds or removes a need; needs lead only to folders that sort earlier, so there is no cycle. */
  private static void link(Model model, String folder, Random random) {
    List<String> earlier =
        model.needs.keySet().stream().filter(other -> other.compareTo(folder) < 0).toList();
    if (!earlier.isEmpty()) {
      String target = earlier.get(random.nextInt(earlier.size()));
      Set<String> targets = model.needs.getOrDefault(folder, new TreeSet<>());
      if (!targets.remove(target)) {
        targets.add(target);
      }
      model.needs.put(folder, targets);
    }
  }
}
