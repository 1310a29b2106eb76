package dev.serin.delivery.catalog.known;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.catalog.read.CatalogSource;
import dev.serin.delivery.catalog.read.Reading;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.RepositoryPath;
import dev.serin.delivery.git.TreeDiff;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Catalogues that are read once and kept.
 *
 * <ol>
 *   <li>A tree that this process has seen is not read again.
 *   <li>The catalogue of another tree holds if all that was {@linkplain
 *       dev.serin.delivery.catalog.project.Questions asked} of that one has the same answer in this
 *       one. Two trees are compared by their ids, so that takes time in proportion to what differs.
 *   <li>Else it is taken from the {@linkplain CatalogStore store}, by the id of the tree.
 *   <li>Else it is read.
 * </ol>
 *
 * A catalogue with problems is never kept. Not safe for use by several threads.
 */
public final class KnownCatalogs implements CatalogSource {
  private static final int SEEN_AT_ONCE = 8;
  private static final long LARGEST_STORE = 64L * 1024 * 1024;

  private final CatalogReader reader;
  private final CatalogStore store;
  private final Deque<Seen> seen = new ArrayDeque<>();

  /** A tree whose catalogue this process has, latest first. */
  private record Seen(CommitTree tree, Reading reading) {}

  /** Keeps the catalogues of a reader in a store. */
  public KnownCatalogs(CatalogReader reader, CatalogStore store) {
    this.reader = reader;
    this.store = store;
  }

  /**
   * Returns catalogues for all toolchains that Serin knows.
   *
   * @param cache Serin's cache folder; what is kept is in {@code catalogues} below
   */
  public static CatalogSource in(Path cache) {
    CatalogReader reader = CatalogReader.standard();
    return EngineIdentity.current()
        .<CatalogSource>map(
            engine ->
                new KnownCatalogs(
                    reader,
                    new CatalogStore(
                        cache.resolve("catalogues"),
                        engine,
                        LARGEST_STORE,
                        InstantSource.system())))
        .orElse(reader);
  }

  @Override
  public Catalog read(CommitTree tree) {
    Optional<Reading> known = inMemory(tree);
    if (known.isPresent()) {
      return known.get().catalog();
    }
    Reading reading =
        alike(tree).or(() -> store.load(tree.id())).orElseGet(() -> reader.readNoting(tree));
    store.save(tree.id(), reading);
    seen.addFirst(new Seen(tree, reading));
    if (seen.size() > SEEN_AT_ONCE) {
      seen.removeLast();
    }
    return reading.catalog();
  }

  private Optional<Reading> inMemory(CommitTree tree) {
    return seen.stream()
        .filter(each -> each.tree().id().equals(tree.id()))
        .map(Seen::reading)
        .findFirst();
  }

  private Optional<Reading> alike(CommitTree tree) {
    return seen.stream()
        .filter(each -> each.tree().isOfSameRepository(tree))
        .filter(
            each ->
                each.reading()
                    .questions()
                    .haveSameAnswers(TreeDiff.changes(each.tree(), tree, RepositoryPath.ROOT)))
        .map(Seen::reading)
        .findFirst();
  }
}
