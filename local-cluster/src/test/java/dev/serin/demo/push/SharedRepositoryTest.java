package dev.serin.demo.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serin.delivery.git.GitRepository;
import dev.serin.demo.story.Change;
import dev.serin.demo.story.Edit;
import dev.serin.demo.story.Story;
import dev.serin.demo.story.StoryBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedRepositoryTest {
  private static final Path SHOP = Path.of("..", "example-repos", "shop");
  private static final Change FIRST = new Change(Change.Author.ADA, "First", List.of());

  @TempDir Path folder;
  private Path content;

  @BeforeEach
  void makeContent() throws IOException {
    content = Files.createDirectory(folder.resolve("content"));
    Files.createDirectory(content.resolve("target"));
    Files.writeString(content.resolve("target").resolve("left-over"), "old");
    Files.writeString(content.resolve("greeting.txt"), "one\ntwo\nthree\n");
  }

  @Test
  void aPushArrivesInTheSharedRepositoryUnderTheNameOfTheSystem() {
    try (SharedRepository shared = create(content)) {
      Pushed pushed = shared.push(List.of(FIRST));

      try (GitRepository seen = GitRepository.open(shared.path())) {
        assertEquals("shop", seen.name());
        assertEquals(pushed.head(), seen.resolve("HEAD").id());
        assertTrue(pushed.base().isEmpty());
      }
    }
  }

  @Test
  void whatBuildsHaveLeftIsNotCommitted() {
    try (SharedRepository shared = create(content)) {
      assertEquals(1, shared.push(List.of(FIRST)).commits().get(0).files());
    }
  }

  @Test
  void aLaterPushKnowsItsBaseAndItsDiff() {
    try (SharedRepository shared = create(content)) {
      Pushed first = shared.push(List.of(FIRST));
      Pushed second = shared.push(List.of(replace("two", "2")));

      assertEquals(first.head(), second.base().orElseThrow());
      assertEquals(
          List.of(
              new DiffLine(DiffLine.Kind.FILE, "greeting.txt"),
              new DiffLine(DiffLine.Kind.REMOVED, "two"),
              new DiffLine(DiffLine.Kind.ADDED, "2")),
          second.commits().get(0).diff());
    }
  }

  @Test
  void editsStartFromTheFirstCommitAndCanBeTakenBack() throws IOException {
    try (SharedRepository shared = create(content)) {
      shared.push(List.of(FIRST));
      shared.push(List.of(replace("two", "2")));
      Pushed other = shared.push(List.of(replace("three", "3")));
      assertEquals(
          List.of("greeting.txt", "2", "three", "two", "3"),
          other.commits().get(0).diff().stream().map(DiffLine::text).toList());

      Pushed back =
          shared.push(
              List.of(
                  new Change(
                      Change.Author.BEN, "Back", List.of(new Edit.Restore("greeting.txt")))));
      assertNotEquals(other.head(), back.head());
    }
  }

  @Test
  void everyStoryFitsTheShop() {
    try (SharedRepository shared = create(SHOP)) {
      for (Story story : StoryBook.all()) {
        Pushed pushed = shared.push(story.push());
        assertEquals(story.push().size(), pushed.commits().size(), story.name());
        assertTrue(pushed.commits().stream().allMatch(commit -> commit.files() > 0), story.name());
      }
    }
  }

  private SharedRepository create(Path from) {
    return SharedRepository.create(folder.resolve("git"), "shop", from, InstantSource.system());
  }

  private static Change replace(String from, String to) {
    return new Change(
        Change.Author.BEN, "Change", List.of(new Edit.Replace("greeting.txt", from, to)));
  }
}
