package dev.serin.jenkins.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shop through a real Jenkins: a multibranch job with the library from a git repository, a
 * restart in the middle of the build and another while it waits for people, and four users who may
 * do different things. Runs with {@code -Djenkins.war=FILE -Djenkins.plugins=FOLDER} only.
 */
class RealJenkinsIT {

  private static final String RUN = "/job/shop/job/main/1/";
  private static final Pattern PROMOTION = Pattern.compile("/promotions/([0-9a-f]{20})");
  private static final String JENKINSFILE =
      """
      @Library('serin') _
      microservices {
        promote to: 'staging'
        promote to: 'production'
        notifications(on: 'always') { outcome -> echo "TOLD: ${outcome.text}" }
      }
      """;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void theShopIsBuiltPromotedAndApprovedOverTwoRestarts() throws IOException, InterruptedException {
    String war = System.getProperty("jenkins.war", "");
    String plugins = System.getProperty("jenkins.plugins", "");
    assumeTrue(
        !war.isEmpty() && !plugins.isEmpty(),
        "not run: needs -Djenkins.war=FILE and -Djenkins.plugins=FOLDER of a real Jenkins");
    Grounds grounds = new Grounds(folder);
    List<String> repositories =
        List.of(
            "-Dacceptance.library=" + grounds.library(),
            "-Dacceptance.shop=" + grounds.shop(JENKINSFILE));
    try (Controller jenkins =
        Controller.start(
            Path.of(war).toAbsolutePath(), grounds.home(Path.of(plugins)), repositories)) {
      jenkins.until("services are built", () -> log(jenkins).contains(": build"));
      jenkins.restart();
      jenkins.until("people are asked", () -> PROMOTION.matcher(waiting(jenkins)).find());
      jenkins.restart();
      String promotion = promotion(jenkins);
      onlyWhoMaySeesAndDecides(jenkins, promotion);
      assertEquals(302, jenkins.post("alice", promotion + "/approve", "comment", "<b>good</b>"));
      jenkins.until("the run ends", () -> log(jenkins).contains("Finished: "));
      assertTrue(log(jenkins).contains("Finished: SUCCESS"), log(jenkins));
      assertTrue(log(jenkins).contains("TOLD: shop/main #1 SUCCESS: shop-"), log(jenkins));
      String page = jenkins.get("dev", promotion + "/").body();
      assertTrue(page.contains("&lt;b") && !page.contains("<b>good"), page);
      String delivery = jenkins.get("dev", RUN + "delivery/").body();
      for (String service : List.of("cart", "catalogue", "checkout", "recommendations")) {
        assertTrue(delivery.contains(service), delivery);
      }
    }
  }

  private static void onlyWhoMaySeesAndDecides(Controller jenkins, String promotion) {
    assertEquals(404, jenkins.get("guest", promotion + "/").statusCode());
    assertFalse(jenkins.get("guest", "/promotions/").body().contains(promotion));
    assertEquals(404, jenkins.post("guest", promotion + "/approve", "comment", "mine"));
    assertEquals(403, jenkins.post("dev", promotion + "/approve", "comment", "mine"));
    assertEquals(405, jenkins.get("alice", promotion + "/approve").statusCode());
    assertEquals(200, jenkins.get("alice", promotion + "/").statusCode());
  }

  private static String log(Controller jenkins) {
    return jenkins.get("admin", RUN + "consoleText").body();
  }

  private static String waiting(Controller jenkins) {
    return jenkins.get("alice", "/promotions/waitingLive").body();
  }

  private static String promotion(Controller jenkins) {
    Matcher matcher = PROMOTION.matcher(waiting(jenkins));
    assertTrue(matcher.find(), "nothing waits any more");
    return matcher.group();
  }
}
