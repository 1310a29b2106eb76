package dev.serin.delivery.catalog.known;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.Component;
import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.git.GitRepository;
import dev.serin.delivery.git.TestRepository;
import dev.serin.delivery.problem.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownCatalogsTest {
  private static final long MUCH = 1024L * 1024;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;
  private TestRepository made;
  private GitRepository repository;
  private Path kept;
  private final Map<String, String> files =
      new HashMap<>(
          Map.of(
              "cart/service.yaml", "apiVersion: serin.dev/v1\nservice: cart\n",
              "cart/package.json", "{\"dependencies\": {\"money\": \"file:../money\"}}",
              "cart/src/cart.js", "1",
              "money/package.json", "{}"));

  @BeforeEach
  void open() {
    made = new TestRepository(folder.resolve("repository"));
    repository = made.open();
    kept = folder.resolve("cache/catalogues");
  }

  @AfterEach
  void close() {
    repository.close();
    made.close();
  }

  @Test
  void aCatalogueOutlivesTheProcess() {
    Catalog read = readBy(catalogs());
    Catalog again = readBy(catalogs());
    assertNotSame(read, again);
    assertEquals(read.components(), again.components());
    assertEquals(1, entries().size());
  }

  @Test
  void itIsNotReadAgainWhenOnlySourcesChange() {
    KnownCatalogs catalogs = catalogs();
    Catalog before = readBy(catalogs);
    files.put("cart/src/cart.js", "2");
    files.put("docs/new.md", "words");
    assertSame(before, readBy(catalogs));
  }

  @Test
  void itIsReadAgainWhenABuildFileChangesComesOrGoes() {
    KnownCatalogs catalogs = catalogs();
    readBy(catalogs);
    files.put("cart/package.json", "{}");
    assertEquals(List.of("cart"), names(readBy(catalogs)));
    files.put("stock/service.yaml", "apiVersion: serin.dev/v1\nservice: stock\n");
    files.put("stock/Dockerfile", "FROM scratch");
    assertEquals(List.of("cart", "stock"), names(readBy(catalogs)));
    files.remove("cart/service.yaml");
    assertEquals(List.of("stock"), names(readBy(catalogs)));
  }

  @Test
  void anotherEngineDoesNotTakeIt() throws IOException {
    readBy(catalogs());
    readBy(new KnownCatalogs(CatalogReader.standard(), store("engine 2", MUCH)));
    assertEquals(2, entries().size());
  }

  @Test
  void aDamagedFileIsNoneAndIsReplaced() throws IOException {
    Catalog read = readBy(catalogs());
    Path entry = entries().get(0);
    byte[] right = Files.readAllBytes(entry);
    for (int position = 0; position < right.length; position += 7) {
      byte[] wrong = right.clone();
      wrong[position] ^= 1;
      Files.write(entry, wrong);
      assertEquals(read.components(), readBy(catalogs()).components());
      assertEquals(List.of(entry), entries());
      assertTrue(Files.size(entry) == right.length, "written anew");
    }
    Files.write(entry, new byte[0]);
    assertEquals(read.components(), readBy(catalogs()).components());
  }

  @Test
  void whatIsKeptForOneTreeIsNotTakenForAnother() throws IOException {
    readBy(catalogs());
    Path first = entries().get(0);
    byte[] ofFirst = Files.readAllBytes(first);
    files.remove("cart/package.json");
    files.put("cart/Dockerfile", "FROM scratch");
    readBy(catalogs());
    Path second = entries().stream().filter(each -> !each.equals(first)).findFirst().orElseThrow();
    Files.write(second, ofFirst);
    assertEquals("dockerfile", readBy(catalogs()).services().get(0).toolchain());
  }

  @Test
  void linksAndWhatOthersMayWriteAreNotTaken() throws IOException {
    readBy(catalogs());
    Path entry = entries().get(0);
    Path elsewhere = Files.move(entry, folder.resolve("elsewhere"));
    Files.createSymbolicLink(entry, elsewhere);
    CatalogStore store = store("engine", MUCH);
    String tree = repository.tree(repository.resolve(made.commitOf(files))).id();
    assertTrue(store.load(tree).isEmpty());
    Files.delete(entry);
    Files.copy(elsewhere, entry);
    Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertTrue(store.load(tree).isEmpty());
    Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString("rw-------"));
    assertTrue(store.load(tree).isPresent());
    Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertTrue(store.load(tree).isEmpty());
  }

  @Test
  void aPipeInPlaceOfAFileHoldsNobodyUp() throws Exception {
    readBy(catalogs());
    Path entry = entries().get(0);
    Files.delete(entry);
    assertEquals(0, new ProcessBuilder("mkfifo", entry.toString()).start().waitFor());
    assertEquals(List.of("cart"), names(readBy(catalogs())));
  }

  @Test
  void aFolderThatCannotBeWrittenOnlyCostsTime() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file in the way");
    assertEquals(List.of("cart"), names(readBy(catalogs())));
  }

  @Test
  void theOnesNotUsedForLongestGo() throws IOException {
    readBy(catalogs());
    long size = Files.size(entries().get(0));
    Path first = entries().get(0);
    for (int i = 0; i < 5; i++) {
      Instant later = NOW.plus(Duration.ofMinutes(i));
      files.put("cart/package.json", "{\"description\": \"" + i + "\"}");
      readBy(
          new KnownCatalogs(
              CatalogReader.standard(),
              new CatalogStore(kept, "engine", size * 3, InstantSource.fixed(later))));
    }
    assertTrue(entries().size() <= 3, entries().toString());
    assertTrue(!entries().contains(first));
  }

  @Test
  void aCatalogueWithProblemsIsNotKept() {
    files.put("cart/service.yaml", "apiVersion: serin.dev/v1\nservice: cart\nunknown: key\n");
    assertThrows(InvalidInputException.class, () -> readBy(catalogs()));
    assertTrue(Files.notExists(kept));
  }

  @Test
  void manyMayWriteAtOnce() throws Exception {
    String commit = made.commitOf(files);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<List<String>> work =
          () -> names(catalogs().read(repository.tree(repository.resolve(commit))));
      for (Future<List<String>> each :
          threads.invokeAll(IntStream.range(0, 40).mapToObj(i -> work).toList())) {
        assertEquals(List.of("cart"), each.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, entries().size());
  }

  @Test
  void everyJarHasAnIdentityOfItsOwn() throws IOException {
    Path jar = folder.resolve("some.jar");
    Files.write(jar, jar("one"));
    String one = EngineIdentity.of(jar);
    assertEquals(one, EngineIdentity.of(Files.copy(jar, folder.resolve("copy.jar"))));
    Files.write(jar, jar("two"));
    assertTrue(!one.equals(EngineIdentity.of(jar)));
    Files.writeString(jar, "not a jar at all, but long enough to be one");
    assertThrows(IOException.class, () -> EngineIdentity.of(jar));
  }

  private static byte[] jar(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("Some.class"));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private KnownCatalogs catalogs() {
    return new KnownCatalogs(CatalogReader.standard(), store("engine", MUCH));
  }

  private CatalogStore store(String engine, long limit) {
    return new CatalogStore(kept, engine, limit, InstantSource.fixed(NOW));
  }

  private Catalog readBy(KnownCatalogs catalogs) {
    return catalogs.read(repository.tree(repository.resolve(made.commitOf(files))));
  }

  private List<Path> entries() {
    try (Stream<Path> list = Files.list(kept)) {
      return list.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Catalog catalog) {
    return catalog.services().stream().map(Component::name).toList();
  }
}
