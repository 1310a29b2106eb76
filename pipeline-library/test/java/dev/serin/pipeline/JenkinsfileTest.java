package dev.serin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.lesfurets.jenkins.unit.BasePipelineTest;
import com.lesfurets.jenkins.unit.MethodCall;
import com.lesfurets.jenkins.unit.global.lib.LibraryConfiguration;
import groovy.lang.Closure;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jenkinsfiles that load the library by its name, in JenkinsPipelineUnit. */
class JenkinsfileTest extends BasePipelineTest {

  private static final Path REPOSITORY = Library.ROOT.resolve("..").normalize();

  @Override
  @BeforeEach
  public void setUp() throws Exception {
    setScriptRoots(REPOSITORY.toString());
    super.setUp();
    getBinding()
        .setVariable("env", new HashMap<>(Map.of("JOB_NAME", "serin", "BUILD_NUMBER", "1")));
    getBinding().setVariable("currentBuild", new HashMap<>(Map.of("currentResult", "SUCCESS")));
    getBinding().setVariable("scm", Map.of());
    getHelper()
        .registerSharedLibrary(
            LibraryConfiguration.library("serin")
                .defaultVersion("main")
                .allowOverride(true)
                .implicit(false)
                .targetPath(".")
                .retriever((repository, branch, target) -> List.of(library()))
                .build());
    step("checkout", List.of(Map.class), arguments -> null);
    step("junit", List.of(Map.class), arguments -> null);
    step(
        "catchError",
        List.of(Map.class, Closure.class),
        arguments -> ((Closure<?>) arguments[1]).call());
    step("serinPlan", List.of(Map.class), arguments -> Shop.plan(List.of("deploy-agent")));
    step(
        "serinBuild",
        List.of(Map.class),
        arguments -> Shop.built(List.of("deploy-agent"), Set.of()));
  }

  private static URL library() {
    try {
      return Library.ROOT.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private void step(String name, List<?> types, Function<Object[], @Nullable Object> answer) {
    getHelper()
        .registerAllowedMethod(
            name,
            (List) types,
            new Closure<Object>(this) {
              private static final long serialVersionUID = 1;

              @Override
              public int getMaximumNumberOfParameters() {
                return types.size();
              }

              @Override
              public Class[] getParameterTypes() {
                return types.toArray(Class[]::new);
              }

              @Override
              public @Nullable Object call(Object... arguments) {
                return answer.apply(arguments);
              }
            });
  }

  private List<String> calls(String step) {
    return getHelper().getCallStack().stream()
        .filter(call -> call.getMethodName().equals(step))
        .map(MethodCall::getArgs)
        .map(Arrays::toString)
        .toList();
  }

  @Test
  void serinBuildsSerin() {
    runScript("Jenkinsfile");
    assertEquals(List.of("[./verify --part local]"), calls("sh"));
    assertEquals(1, calls("serinBuild").size());
    assertTrue(
        calls("serinBuild").get(0).contains("only=deploy-agent"), calls("serinBuild").get(0));
    assertTrue(calls("stage").stream().anyMatch(stage -> stage.contains("verify")));
    Map<?, ?> build = (Map<?, ?>) getBinding().getVariable("currentBuild");
    assertEquals("shop-c0ffee: deploy-agent", build.get("description"));
  }
}
