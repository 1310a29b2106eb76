package dev.serin.delivery.build;

import dev.serin.delivery.affected.Plan;
import dev.serin.delivery.affected.Planner;
import dev.serin.delivery.catalog.read.CatalogReader;
import dev.serin.delivery.git.Commit;
import dev.serin.delivery.git.CommitTree;
import dev.serin.delivery.git.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** A small git repository with one commit. */
final class TestRepository implements AutoCloseable {
  private final GitRepository repository;
  private final Commit head;

  /** Commits files, given by their paths and contents. */
  TestRepository(Path folder, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling(""));
      Files.writeString(path, file.getValue());
    }
    try (Git git = Git.init().setDirectory(folder.toFile()).call()) {
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage("first")
          .setAuthor("Test", "test@serin.example")
          .setCommitter("Test", "test@serin.example")
          .setSign(false)
          .call();
    } catch (GitAPIException problem) {
      throw new IOException(problem);
    }
    repository = GitRepository.open(folder);
    head = repository.resolve("HEAD");
  }

  CommitTree tree() {
    return repository.tree(head);
  }

  /** A request to build every service, with images and logs in a folder. */
  BuildRequest everything(Path output, BuildOptions options) {
    Plan plan = new Planner(CatalogReader.standard()).plan(repository, Optional.empty(), head);
    return new BuildRequest(
        tree(),
        plan.catalog(),
        List.copyOf(plan.affected()),
        "shop",
        "",
        output.resolve("images"),
        output.resolve("logs"),
        options);
  }

  @Override
  public void close() {
    repository.close();
  }
}
