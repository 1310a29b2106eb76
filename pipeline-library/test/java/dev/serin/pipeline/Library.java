package dev.serin.pipeline;

import com.cloudbees.groovy.cps.CpsTransformer;
import groovy.lang.Binding;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.runtime.InvokerHelper;

/** The library's sources, compiled as Jenkins compiles them: every method CPS-transformed. */
final class Library {

  /** Its folder: that of the module. */
  static final Path ROOT = Path.of("").toAbsolutePath();

  private static final GroovyClassLoader LOADER = loader();
  private static final AtomicInteger JENKINSFILES = new AtomicInteger();

  private Library() {}

  private static GroovyClassLoader loader() {
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.addCompilationCustomizers(new CpsTransformer());
    configuration.setScriptBaseClass(PipelineScript.class.getName());
    GroovyClassLoader loader = new GroovyClassLoader(Library.class.getClassLoader(), configuration);
    loader.addClasspath(ROOT.resolve("src").toString());
    return loader;
  }

  /** Loads its classes, and those of the scripts. */
  static ClassLoader classes() {
    return LOADER;
  }

  /**
   * A script with the library's variables and the steps. As in Jenkins, each variable of the
   * library has variables of its own, so what one keeps another does not see.
   */
  static PipelineScript script(String jenkinsfile, Map<String, Object> variables) {
    Map<String, Object> all = new LinkedHashMap<>(variables);
    Binding binding = new Binding(all);
    PipelineScript script =
        script(LOADER.parseClass(new GroovyCodeSource(jenkinsfile, nextName(), "/")), binding);
    for (Path file : files("vars", ".groovy")) {
      String name = file.getFileName().toString().replace(".groovy", "");
      all.put(name, script(parsed(file), new Binding(new LinkedHashMap<>(variables))));
    }
    Object blocks = blocks(script);
    for (Object variable : List.copyOf(all.values())) {
      if (variable instanceof PipelineScript step) {
        step.getBinding().setVariable(PipelineScript.BLOCKS, blocks);
      }
    }
    all.put(PipelineScript.BLOCKS, blocks);
    return script;
  }

  /** Saved programs name their classes, so each Jenkinsfile is another one. */
  private static String nextName() {
    return "Jenkinsfile" + JENKINSFILES.incrementAndGet();
  }

  private static PipelineScript script(Class<?> type, Binding binding) {
    return (PipelineScript) InvokerHelper.createScript(type, binding);
  }

  private static Class<?> parsed(Path file) {
    try {
      return LOADER.parseClass(new GroovyCodeSource(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object blocks(PipelineScript script) {
    try {
      return LOADER
          .loadClass("dev.serin.pipeline.BlockSteps")
          .getConstructor(Object.class)
          .newInstance(script);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The library's files in a folder with that ending, by name. */
  static List<Path> files(String folder, String ending) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of one of its files. */
  static String text(Path file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
