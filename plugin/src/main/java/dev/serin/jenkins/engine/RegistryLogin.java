package dev.serin.jenkins.engine;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import java.io.IOException;
import java.io.Serializable;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jspecify.annotations.Nullable;

/**
 * Credentials of a registry, as the engine reads them: a folder beside the workspace with a {@code
 * config.json} as {@code docker login} writes it, readable by the agent's user alone, and gone when
 * the call has ended. Only the folder's name is in the environment.
 */
final class RegistryLogin implements Serializable {

  private static final long serialVersionUID = 1;
  private static final Logger LOGGER = Logger.getLogger(RegistryLogin.class.getName());

  private final String folder;

  private RegistryLogin(String folder) {
    this.folder = folder;
  }

  /** Writes the credentials that the call names, if it names any. */
  static RegistryLogin of(EngineCall call, StepContext context, FilePath workspace)
      throws IOException, InterruptedException {
    if (call.credentialsId().isEmpty()) {
      return new RegistryLogin("");
    }
    Run<?, ?> run = context.get(Run.class);
    StandardUsernamePasswordCredentials credentials =
        run == null
            ? null
            : CredentialsProvider.findCredentialById(
                call.credentialsId(), StandardUsernamePasswordCredentials.class, run);
    if (credentials == null) {
      throw new AbortException(
          "There are no credentials '"
              + call.credentialsId()
              + "' of the kind 'user name with password' that this job may use.");
    }
    CredentialsProvider.track(run, credentials);
    FilePath folder = TemporaryFolder.of(workspace).child("serin-" + UUID.randomUUID());
    folder.mkdirs();
    folder.chmod(0700);
    FilePath file = folder.child("config.json");
    file.write(
        DockerConfig.of(
            call.registry(), credentials.getUsername(), credentials.getPassword().getPlainText()),
        "UTF-8");
    file.chmod(0600);
    return new RegistryLogin(folder.getRemote());
  }

  /** Tells the engine where to look. */
  void into(EnvVars environment) {
    if (!folder.isEmpty()) {
      environment.put("DOCKER_CONFIG", folder);
    }
  }

  /** Deletes what was written. */
  void remove(StepContext context) {
    if (folder.isEmpty()) {
      return;
    }
    try {
      @Nullable FilePath workspace = context.get(FilePath.class);
      if (workspace != null) {
        workspace.child(folder).deleteRecursive();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "Could not delete " + folder, e);
    }
  }
}
