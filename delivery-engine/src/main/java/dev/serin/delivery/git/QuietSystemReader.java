package dev.serin.delivery.git;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit to the repository and the person's own configuration. By default it runs the git
 * command to look for the machine's configuration, and keeps measurements of the file system in a
 * file under the home folder; Serin needs neither.
 */
public final class QuietSystemReader extends SystemReader.Delegate {
  private QuietSystemReader(SystemReader reader) {
    super(reader);
  }

  /** Makes JGit use it in this process; doing so twice changes nothing. */
  public static synchronized void install() {
    SystemReader current = SystemReader.getInstance();
    if (!(current instanceof QuietSystemReader)) {
      SystemReader.setInstance(new QuietSystemReader(current));
    }
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fileSystem) {
    return new NoFile(parent, fileSystem);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fileSystem) {
    return new NoFile(parent, fileSystem);
  }

  @Override
  public StoredConfig getUserConfig() throws IOException, ConfigInvalidException {
    return new NoFile(super.getUserConfig(), FS.DETECTED);
  }

  @Override
  public StoredConfig getSystemConfig() {
    return new NoFile(null, FS.DETECTED);
  }

  @Override
  public StoredConfig getJGitConfig() {
    return new NoFile(null, FS.DETECTED);
  }

  /**
   * A configuration that adds nothing to its parent and is never written, but for one answer: how
   * fine the file system's clock is. JGit would measure that for seconds before its first work. Two
   * seconds is what JGit itself assumes where it cannot measure; it then compares contents more
   * often.
   */
  private static final class NoFile extends FileBasedConfig {
    private static final Duration COARSE = Duration.ofSeconds(2);

    NoFile(@org.jspecify.annotations.Nullable Config parent, FS fileSystem) {
      super(parent, null, fileSystem);
    }

    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long defaultValue, TimeUnit wantUnit) {
      return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
          ? wantUnit.convert(COARSE)
          : super.getTimeUnit(section, subsection, name, defaultValue, wantUnit);
    }

    @Override
    public void load() throws IOException, ConfigInvalidException {
      // There is no file behind it.
    }

    @Override
    public void save() {
      // What JGit measures is kept for this process only.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
