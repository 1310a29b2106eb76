package dev.serin.delivery.affected.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.affected.Planner;
import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.known.CatalogStore;
import dev.serin.delivery.catalog.known.KnownCatalogs;
import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.git.TestRepository;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
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

  private final Map<Family, Integer> built = new EnumMap<>(Family.class);
  private final Map<Family, Integer> unneeded = new EnumMap<>(Family.class);
  private int mutations;

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
    int all = sum(built);
    reporter.publishEntry("mutations", String.valueOf(mutations));
    reporter.publishEntry("builds", all + " " + built);
    reporter.publishEntry("not needed", sum(unneeded) + " " + unneeded);
    assertTrue(
        sum(unneeded) <= MOST_UNNEEDED * all,
        sum(unneeded) + " of " + all + " builds were not needed: " + unneeded + " of " + built);
  }

  private static int sum(Map<Family, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static void count(Model model, String service, Map<Family, Integer> counts) {
    counts.merge(Objects.requireNonNull(model.nodes.get(service)).family, 1, Integer::sum);
  }

  private void mutate(long seed) {
    Mutations source = new Mutations(seed);
    Model model = source.model();
    try (TestRepository made = new TestRepository(folder.resolve("seed" + seed));
        GitRepository repository = made.open()) {
      KnownCatalogs known = new KnownCatalogs(CatalogReader.standard(), store());
      Planner planner = new Planner(known);
      String before = made.commitOf(files(model));
      for (int step = 0; step < EACH; step++) {
        Model earlier = model.copy();
        String what = source.mutate(model, step);
        String after = made.commitOf(files(model));
        assertSameCatalog(known, repository.tree(repository.resolve(after)), what);
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
        affected.forEach(each -> count(model, each, built));
        affected.removeAll(must);
        affected.forEach(each -> count(model, each, unneeded));
        before = after;
      }
    }
  }

  private CatalogStore store() {
    return new CatalogStore(
        folder.resolve("catalogues"), "this engine", 64L * 1024 * 1024, InstantSource.system());
  }

  /** A catalogue that is taken from an earlier commit is the one that would be read. */
  private static void assertSameCatalog(KnownCatalogs known, CommitTree tree, String what) {
    Catalog fresh = CatalogReader.standard().read(tree);
    assertEquals(fresh.components(), known.read(tree).components(), what);
    assertEquals(fresh.notes(), known.read(tree).notes(), what);
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
