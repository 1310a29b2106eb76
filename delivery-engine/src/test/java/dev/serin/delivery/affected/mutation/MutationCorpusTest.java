package dev.serin.delivery.affected.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.affected.Planner;
import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.git.TestRepository;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * No service that a change affects is missed, and few others are built: every plan is compared with
 * what a plain model of the repository says.
 */
class MutationCorpusTest {
  private static final int EACH = 50;
  private static final double MOST_UNNEEDED = 0.05;

  @TempDir private Path folder;

  private int mutations;
  private int built;
  private int unneeded;

  @Test
  void aHundredMutationsMissNothing(TestReporter reporter) {
    corpus(2, reporter);
  }

  @Test
  @Tag("full")
  void thousandsOfMutationsMissNothing(TestReporter reporter) {
    corpus(50, reporter);
  }

  private void corpus(int seeds, TestReporter reporter) {
    for (int seed = 0; seed < seeds; seed++) {
      mutate(seed);
    }
    reporter.publishEntry(
        "corpus",
        "%d mutations, %d builds, 0 missed, %d unneeded".formatted(mutations, built, unneeded));
    assertTrue(
        unneeded <= MOST_UNNEEDED * built, unneeded + " of " + built + " builds were not needed");
  }

  private void mutate(long seed) {
    Mutations source = new Mutations(seed);
    Model model = source.model();
    try (TestRepository made = new TestRepository(folder.resolve("seed" + seed));
        GitRepository repository = made.open()) {
      Planner planner = new Planner(CatalogReader.standard());
      String before = made.commitOf(files(model));
      for (int step = 0; step < EACH; step++) {
        Model earlier = model.copy();
        String what = source.mutate(model, step);
        String after = made.commitOf(files(model));
        Plan plan =
            planner.plan(
                repository, Optional.of(repository.resolve(before)), repository.resolve(after));
        Set<String> must = model.mustBuild(earlier);
        Set<String> affected =
            plan.affected().stream()
                .map(each -> each.service().name())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missed = new TreeSet<>(must);
        missed.removeAll(affected);
        assertEquals(Set.of(), missed, "seed " + seed + ", step " + step + ": " + what);
        mutations++;
        built += affected.size();
        affected.removeAll(must);
        unneeded += affected.size();
        before = after;
      }
    }
  }

  private static Map<String, String> files(Model model) {
    Map<String, String> files = new TreeMap<>(model.noise);
    for (Family family : EnumSet.allOf(Family.class)) {
      family.write(model, files);
    }
    for (Node node : model.nodes.values()) {
      node.sources.forEach((path, text) -> files.put(node.folder() + "/" + path, text));
      if (node.service) {
        files.put(
            node.folder() + "/service.yaml",
            "apiVersion: serin.dev/v1\nservice: " + node.name + "\n");
      }
    }
    return files;
  }
}
