package dev.serin.demo.push;

import dev.serin.delivery.git.QuietSystemReader;
import dev.serin.demo.report.CommitReport;
import dev.serin.demo.story.Change;
import dev.serin.demo.story.Edit;
import dev.serin.demo.story.StoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.CommitCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.URIish;

/**
 * A bare repository that the people of the story push to, and a working copy that they push from.
 *
 * <p>The people's own git configuration (signing, hooks, templates) is not read.
 */
public final class SharedRepository implements AutoCloseable {
  private static final String BRANCH = "main";

  private final Path bare;
  private final Git shared;
  private final Git workingCopy;
  private final InstantSource clock;
  private Optional<ObjectId> first = Optional.empty();
  private Optional<ObjectId> newest = Optional.empty();

  private SharedRepository(Path bare, Git shared, Git workingCopy, InstantSource clock) {
    this.bare = bare;
    this.shared = shared;
    this.workingCopy = workingCopy;
    this.clock = clock;
  }

  /**
   * Makes both in a folder, with nothing committed yet.
   *
   * @param folder where they go
   * @param name the name of the system, which its namespace will have too
   * @param content the folder whose files the first commit will hold
   * @param clock the time of the commits
   */
  public static SharedRepository create(
      Path folder, String name, Path content, InstantSource clock) {
    Path bare = folder.resolve(name + ".git");
    Path copy = folder.resolve("working-copy");
    try {
      QuietSystemReader.install();
      Git shared =
          Git.init().setBare(true).setInitialBranch(BRANCH).setDirectory(bare.toFile()).call();
      Git workingCopy = Git.init().setInitialBranch(BRANCH).setDirectory(copy.toFile()).call();
      useNoHooks(workingCopy.getRepository(), folder);
      workingCopy.remoteAdd().setName("origin").setUri(new URIish(bare.toUri().toURL())).call();
      CleanCopy.of(content, copy);
      return new SharedRepository(bare, shared, workingCopy, clock);
    } catch (GitAPIException | IOException | ConfigInvalidException problem) {
      throw new StoryException("The git repository cannot be made in " + folder, problem);
    }
  }

  private static void useNoHooks(Repository repository, Path folder) throws IOException {
    StoredConfig config = repository.getConfig();
    config.setString("core", null, "hooksPath", folder.resolve("no-hooks").toString());
    config.setString("core", null, "autocrlf", "false");
    config.save();
  }

  /** The folder of the bare repository. */
  public Path path() {
    return bare;
  }

  /** Makes a commit of each change and pushes them together. */
  public Pushed push(List<Change> changes) {
    Optional<String> base = newest.map(ObjectId::name);
    try {
      List<Pushed.DiffedCommit> commits = new ArrayList<>();
      for (Change change : changes) {
        commits.add(commit(change));
      }
      sendToShared();
      return new Pushed(base, commits);
    } catch (GitAPIException | IOException problem) {
      throw new StoryException("The push failed: " + problem.getMessage(), problem);
    }
  }

  private Pushed.DiffedCommit commit(Change change) throws GitAPIException, IOException {
    for (Edit edit : change.edits()) {
      Path file = workTree().resolve(edit.path());
      Files.writeString(file, edit.applyTo(original(edit.path())));
    }
    workingCopy.add().addFilepattern(".").call();
    PersonIdent person =
        new PersonIdent(
            change.author().fullName(), change.author().email(), clock.instant(), ZoneOffset.UTC);
    CommitCommand command =
        workingCopy
            .commit()
            .setAuthor(person)
            .setCommitter(person)
            .setMessage(change.message())
            .setSign(false)
            .setNoVerify(true);
    RevCommit made = command.call();
    Repository repository = workingCopy.getRepository();
    List<DiffLine> diff =
        newest.isEmpty() ? List.of() : new SmallDiff(repository).between(newest.get(), made);
    int files =
        newest.isEmpty()
            ? repository.readDirCache().getEntryCount()
            : (int) diff.stream().filter(line -> line.kind() == DiffLine.Kind.FILE).count();
    if (first.isEmpty()) {
      first = Optional.of(made.getId());
    }
    newest = Optional.of(made.getId());
    return new Pushed.DiffedCommit(
        new CommitReport(made.name(), change.message(), change.author().fullName()), files, diff);
  }

  /** The text of a file at the first commit. */
  private String original(String path) throws IOException {
    ObjectId commit = first.orElseThrow(() -> new StoryException("Nothing is committed yet"));
    Repository repository = workingCopy.getRepository();
    ObjectId blob = repository.resolve(commit.name() + ":" + path);
    if (blob == null) {
      throw new StoryException("There is no file " + path + " to change");
    }
    return new String(repository.open(blob).getBytes(), StandardCharsets.UTF_8);
  }

  private void sendToShared() throws GitAPIException {
    Iterable<PushResult> results =
        workingCopy
            .push()
            .setRemote("origin")
            .setRefSpecs(new RefSpec("refs/heads/" + BRANCH + ":refs/heads/" + BRANCH))
            .call();
    for (PushResult result : results) {
      for (RemoteRefUpdate update : result.getRemoteUpdates()) {
        if (update.getStatus() != RemoteRefUpdate.Status.OK) {
          throw new StoryException(
              "The push was refused: " + update.getStatus() + " " + update.getMessage());
        }
      }
    }
  }

  private Path workTree() {
    return workingCopy.getRepository().getWorkTree().toPath();
  }

  @Override
  public void close() {
    workingCopy.close();
    shared.close();
  }
}
