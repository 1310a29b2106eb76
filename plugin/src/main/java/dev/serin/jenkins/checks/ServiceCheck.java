package dev.serin.jenkins.checks;

import dev.serin.jenkins.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the code host shows of one service at a commit or change request.
 *
 * @param name of the check
 * @param good whether the service was built
 * @param title in a few words
 * @param summary as Markdown
 */
record ServiceCheck(String name, boolean good, String title, String summary) {

  /** One for each service of a release, good or failed. */
  static List<ServiceCheck> of(Map<String, Object> release) {
    List<ServiceCheck> checks = new ArrayList<>();
    for (Object service : Json.list(release.get("services"))) {
      checks.add(good(Json.map(service)));
    }
    for (Object failure : Json.list(release.get("failed"))) {
      checks.add(failed(Json.map(failure)));
    }
    return checks;
  }

  private static ServiceCheck good(Map<String, Object> service) {
    Map<String, Object> tests = Json.map(service.get("tests"));
    return new ServiceCheck(
        name(service),
        true,
        Json.number(tests.get("passed")) + " tests passed",
        code(Json.text(service.get("image"))));
  }

  private static ServiceCheck failed(Map<String, Object> failure) {
    return new ServiceCheck(
        name(failure),
        false,
        "failed in " + Json.text(failure.get("stage")),
        code(Json.text(failure.get("message"))));
  }

  private static String name(Map<String, Object> service) {
    return "serin / " + Json.text(service.get("name"));
  }

  /** Output of programs is shown as it is, whatever marks it holds. */
  private static String code(String text) {
    return "    " + text.replace("\n", "\n    ");
  }
}
