package dev.serin.jenkins.checks;

import hudson.model.Run;
import hudson.model.TaskListener;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Tells the code host how services went, through the plugin checks-api. That one is not needed, so
 * it is spoken to by reflection; without it, or without a code host that takes checks, nothing
 * happens.
 */
public final class CodeHost {

  private static final Logger LOGGER = Logger.getLogger(CodeHost.class.getName());
  private static final String API = "io.jenkins.plugins.checks.api.";

  private CodeHost() {}

  /** Publishes a check for each service of a release. May take as long as the code host does. */
  public static void tell(Run<?, ?> run, TaskListener listener, Map<String, Object> release) {
    try {
      Object publisher =
          type("ChecksPublisherFactory")
              .getMethod("fromRun", Run.class, TaskListener.class)
              .invoke(null, run, listener);
      if (publisher.getClass().getSimpleName().startsWith("Null")) {
        return;
      }
      Method publish = type("ChecksPublisher").getMethod("publish", type("ChecksDetails"));
      for (ServiceCheck check : ServiceCheck.of(release)) {
        publish.invoke(publisher, details(check));
      }
    } catch (ClassNotFoundException absent) {
      LOGGER.log(Level.FINE, "The plugin checks-api is not installed", absent);
    } catch (ReflectiveOperationException e) {
      LOGGER.log(Level.WARNING, "Checks of " + run + " could not be published", e);
    }
  }

  private static Object details(ServiceCheck check) throws ReflectiveOperationException {
    Object output = builder("ChecksOutput");
    with(output, "withTitle", String.class, check.title());
    with(output, "withSummary", String.class, check.summary());
    Object details = builder("ChecksDetails");
    with(details, "withName", String.class, check.name());
    with(details, "withStatus", type("ChecksStatus"), constant("ChecksStatus", "COMPLETED"));
    with(
        details,
        "withConclusion",
        type("ChecksConclusion"),
        constant("ChecksConclusion", check.good() ? "SUCCESS" : "FAILURE"));
    with(details, "withOutput", type("ChecksOutput"), built(output));
    return built(details);
  }

  private static Object builder(String name) throws ReflectiveOperationException {
    return type(name + "$" + name + "Builder").getConstructor().newInstance();
  }

  private static void with(Object builder, String property, Class<?> type, Object value)
      throws ReflectiveOperationException {
    builder.getClass().getMethod(property, type).invoke(builder, value);
  }

  private static Object built(Object builder) throws ReflectiveOperationException {
    return builder.getClass().getMethod("build").invoke(builder);
  }

  private static Object constant(String type, String name) throws ReflectiveOperationException {
    return type(type).getField(name).get(null);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(API + name, true, Jenkins.get().getPluginManager().uberClassLoader);
  }
}
