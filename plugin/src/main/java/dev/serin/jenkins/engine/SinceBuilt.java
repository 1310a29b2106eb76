package dev.serin.jenkins.engine;

import dev.serin.jenkins.Json;
import dev.serin.jenkins.delivery.LastBuilt;
import hudson.FilePath;
import hudson.model.Run;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The file that tells the engine what was last built: docs/schemas/built.schema.json. */
final class SinceBuilt {

  private SinceBuilt() {}

  /** Writes what the job last built before the run beside the workspace, and says where. */
  static String write(Run<?, ?> run, FilePath workspace) throws IOException, InterruptedException {
    FilePath folder = TemporaryFolder.of(workspace);
    folder.mkdirs();
    FilePath file = folder.child("serin-since-" + run.getNumber() + ".json");
    file.write(text(LastBuilt.before(run)), "UTF-8");
    return file.getRemote();
  }

  /** The file's text. */
  static String text(Map<String, String> commits) {
    Map<String, Object> services = new TreeMap<>();
    commits.forEach((service, commit) -> services.put(service, Map.of("commit", commit)));
    return Json.write(
        Map.of("apiVersion", "serin.dev/v1", "kind", "BuiltServices", "services", services));
  }
}
