package dev.serin.jenkins.engine;

import hudson.FilePath;
import hudson.slaves.WorkspaceList;

/** Where files of a call are kept that are no sources. */
final class TemporaryFolder {

  private TemporaryFolder() {}

  /** The folder beside the workspace, as other plugins use it; it may not exist yet. */
  static FilePath of(FilePath workspace) {
    FilePath beside = WorkspaceList.tempDir(workspace);
    return beside == null ? workspace : beside;
  }
}
