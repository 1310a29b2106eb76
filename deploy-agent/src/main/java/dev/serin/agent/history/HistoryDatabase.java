package dev.serin.agent.history;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** An open database with the tables of the history: a few connections, none of them kept idle. */
final class HistoryDatabase implements AutoCloseable {

  private static final List<String> MIGRATIONS = List.of("V1__rollout_history.sql");
  private static final int CONNECTIONS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final AgroalDataSource source;

  private HistoryDatabase(AgroalDataSource source) {
    this.source = source;
  }

  /**
   * Opens a database, and creates or extends its tables.
   *
   * @throws SQLException if it cannot be reached, or refuses
   */
  static HistoryDatabase open(HistorySettings settings) throws SQLException {
    AgroalDataSource source = pool(settings);
    try {
      Flyway.configure(HistoryDatabase.class.getClassLoader())
          .dataSource(source)
          .resourceProvider(new Migrations())
          .javaMigrationClassProvider(List::of)
          .placeholders(
              Map.of(
                  "serial",
                  settings.sqlite()
                      ? "INTEGER PRIMARY KEY AUTOINCREMENT"
                      : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"))
          .baselineOnMigrate(false)
          .load()
          .migrate();
      return new HistoryDatabase(source);
    } catch (FlywayException problem) {
      source.close();
      throw new SQLException(
          "%s: %s".formatted(settings.shownUrl(), shortened(String.valueOf(problem.getMessage()))),
          problem);
    }
  }

  private static String shortened(String message) {
    return message.strip().replaceAll("\\s+", " ");
  }

  private static AgroalDataSource pool(HistorySettings settings) throws SQLException {
    boolean memory = settings.url().contains(":memory:");
    AgroalDataSourceConfigurationSupplier configuration =
        new AgroalDataSourceConfigurationSupplier()
            .metricsEnabled(false)
            .connectionPoolConfiguration(
                pool ->
                    pool.initialSize(0)
                        .minSize(memory ? 1 : 0)
                        .maxSize(memory ? 1 : CONNECTIONS)
                        .acquisitionTimeout(PATIENCE)
                        .reapTimeout(memory ? Duration.ZERO : Duration.ofMinutes(1))
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        .validateOnBorrow(!settings.sqlite())
                        .connectionFactoryConfiguration(
                            factory ->
                                settings.sqlite()
                                    ? sqlite(settings, factory)
                                    : postgresql(settings, factory)));
    return AgroalDataSource.from(configuration);
  }

  private static AgroalConnectionFactoryConfigurationSupplier sqlite(
      HistorySettings settings, AgroalConnectionFactoryConfigurationSupplier factory) {
    String file = settings.url().substring(HistorySettings.SQLITE.length());
    Path parent = file.startsWith(":") ? null : Path.of(file).toAbsolutePath().getParent();
    try {
      if (parent != null) {
        Files.createDirectories(parent);
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return factory
        .jdbcUrl(settings.url())
        .connectionProviderClassName("org.sqlite.JDBC")
        .jdbcProperty("journal_mode", "WAL")
        .jdbcProperty("synchronous", "NORMAL")
        .jdbcProperty("busy_timeout", "3000");
  }

  private static AgroalConnectionFactoryConfigurationSupplier postgresql(
      HistorySettings settings, AgroalConnectionFactoryConfigurationSupplier factory) {
    AgroalConnectionFactoryConfigurationSupplier complete =
        factory
            .jdbcUrl(settings.url())
            .connectionProviderClassName("org.postgresql.Driver")
            .jdbcProperty("ApplicationName", "serin-deploy-agent")
            .jdbcProperty("connectTimeout", "3")
            .jdbcProperty("loginTimeout", "3")
            .jdbcProperty("socketTimeout", "10");
    settings.user().ifPresent(user -> complete.principal(new NamePrincipal(user)));
    password(settings).ifPresent(text -> complete.credential(new SimplePassword(text)));
    return complete;
  }

  private static Optional<String> password(HistorySettings settings) {
    try {
      return settings.passwordFile().isPresent()
          ? Optional.of(Files.readString(settings.passwordFile().get()).strip())
          : settings.password();
    } catch (IOException problem) {
      throw new UncheckedIOException(
          "SERIN_AGENT_HISTORY_PASSWORD_FILE cannot be read: " + problem.getMessage(), problem);
    }
  }

  /** A connection; to be closed after use. */
  Connection connection() throws SQLException {
    return source.getConnection();
  }

  @Override
  public void close() {
    source.close();
  }

  /** The migrations by name: nothing has to search the class path for them. */
  private static final class Migrations implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
      return MIGRATIONS.stream().filter(name::equals).map(Migration::new).findFirst().orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return MIGRATIONS.stream()
          .filter(name -> name.startsWith(prefix))
          .filter(name -> Stream.of(suffixes).anyMatch(name::endsWith))
          .<LoadableResource>map(Migration::new)
          .toList();
    }
  }

  private static final class Migration extends LoadableResource {
    private final String name;

    Migration(String name) {
      this.name = name;
    }

    @Override
    public Reader read() {
      String path = "/db/history/" + name;
      return new InputStreamReader(
          Objects.requireNonNull(HistoryDatabase.class.getResourceAsStream(path), path),
          StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return "db/history/" + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return getAbsolutePath();
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
