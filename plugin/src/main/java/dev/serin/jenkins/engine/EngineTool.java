package dev.serin.jenkins.engine;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.PluginWrapper;
import hudson.model.Node;
import hudson.model.TaskListener;
import java.io.IOException;
import java.net.URL;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;

/**
 * The command line as the plugin carries it, copied to each agent once per version.
 *
 * <p>An agent has it complete or not at all: it is written beside its place and moved there, and
 * the folder's name is the digest of its bytes. Builds that start together on one agent copy once.
 */
final class EngineTool {

  private static final String RESOURCE = "WEB-INF/tool/serin.jar";
  private static final ConcurrentHashMap<String, Object> LOCKS = new ConcurrentHashMap<>();

  private EngineTool() {}

  /** Brings the engine to the node, unless it is there, and says where it is. */
  static EngineFiles on(Node node, Launcher launcher, String java, TaskListener listener)
      throws IOException, InterruptedException {
    FilePath root = node.getRootPath();
    if (root == null) {
      throw new AbortException("Agent " + node.getDisplayName() + " is not connected.");
    }
    URL source = source();
    FilePath folder = root.child("tools/serin/" + EngineDigest.of(source));
    FilePath jar = folder.child("serin.jar");
    FilePath archive = folder.child("serin.jsa");
    synchronized (
        LOCKS.computeIfAbsent(folder.getRemote() + "@" + node.getNodeName(), key -> new Object())) {
      if (!jar.exists()) {
        listener
            .getLogger()
            .println("Copying serin to " + node.getDisplayName() + " (once per version)");
        copy(source, folder, jar, node);
        archive(launcher, java, jar, archive);
      }
    }
    return new EngineFiles(jar.getRemote(), archive.getRemote());
  }

  private static void copy(URL source, FilePath folder, FilePath jar, Node node)
      throws AbortException, InterruptedException {
    try {
      folder.mkdirs();
      FilePath part = folder.createTempFile("serin", ".part");
      try {
        part.copyFrom(source);
        part.renameTo(jar);
      } finally {
        if (part.exists()) {
          part.delete();
        }
      }
    } catch (IOException e) {
      throw new AbortException(
          "serin could not be copied to "
              + folder.getRemote()
              + " on "
              + node.getDisplayName()
              + "; is its disk full? "
              + e.getMessage());
    }
  }

  /** Writes the class-data archive; without one the engine starts more slowly, and that is all. */
  private static void archive(Launcher launcher, String java, FilePath jar, FilePath archive)
      throws IOException, InterruptedException {
    launcher
        .launch()
        .cmds(
            java,
            "-XX:ArchiveClassesAtExit=" + archive.getRemote(),
            "-Xlog:disable",
            "-jar",
            jar.getRemote(),
            "version")
        .quiet(true)
        .join();
  }

  private static URL source() throws IOException {
    PluginWrapper plugin = Jenkins.get().getPluginManager().getPlugin("serin");
    if (plugin == null) {
      throw new AbortException("The plugin serin is not loaded.");
    }
    return new URL(plugin.baseResourceURL, RESOURCE);
  }
}
