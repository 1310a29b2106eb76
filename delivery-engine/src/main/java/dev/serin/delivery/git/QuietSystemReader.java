package dev.serin.delivery.git;

import java.io.File;
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
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit to the repository and the person's own configuration. By default it runs the git
 * command to look for the machine's configuration, measures for seconds how finely the file system
 * tells times by writing files into the repository, and keeps what it measured under the home
 * folder. Serin needs none of that: it takes the coarsest resolution for granted, which is always
 * safe.
 */
final class QuietSystemReader extends SystemReader.Delegate {
  private final StoredConfig nothing = new ReadOnlyConfig(null, null, FS.DETECTED);
  private final StoredConfig personal;

  private QuietSystemReader(SystemReader reader) throws IOException, ConfigInvalidException {
    super(reader);
    File file = reader.openUserConfig(null, FS.DETECTED).getFile();
    FileBasedConfig config = new ReadOnlyConfig(nothing, file, FS.DETECTED);
    config.load();
    this.personal = config;
  }

  /** Makes JGit use this reader from now on. */
  static synchronized void install() throws IOException, ConfigInvalidException {
    SystemReader current = SystemReader.getInstance();
    if (!(current instanceof QuietSystemReader)) {
      SystemReader.setInstance(new QuietSystemReader(current));
    }
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fileSystem) {
    return new ReadOnlyConfig(parent, null, fileSystem);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fileSystem) {
    return new ReadOnlyConfig(parent, null, fileSystem);
  }

  @Override
  public StoredConfig getSystemConfig() {
    return nothing;
  }

  @Override
  public StoredConfig getJGitConfig() {
    return nothing;
  }

  @Override
  public StoredConfig getUserConfig() {
    return personal;
  }

  /** A configuration that is never written, and that knows the file system's times. */
  private static final class ReadOnlyConfig extends FileBasedConfig {
    private static final Duration COARSEST = Duration.ofSeconds(2);

    ReadOnlyConfig(@Nullable Config parent, @Nullable File file, FS fileSystem) {
      super(parent, file, fileSystem);
    }

    @Override
    public void load() throws IOException, ConfigInvalidException {
      if (getFile() != null) {
        super.load();
      }
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public void save() {
      // Nothing that JGit finds out outlives the process.
    }

    @Override
    public long getTimeUnit(
        String section,
        @Nullable String subsection,
        String name,
        long defaultValue,
        TimeUnit wanted) {
      return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
          ? wanted.convert(COARSEST)
          : super.getTimeUnit(section, subsection, name, defaultValue, wanted);
    }
  }
}
