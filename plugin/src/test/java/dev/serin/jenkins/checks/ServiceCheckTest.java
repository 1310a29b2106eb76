package dev.serin.jenkins.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.serin.jenkins.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceCheckTest {

  @Test
  void eachServiceIsACheckAndOutputOfProgramsIsNoMarkup() {
    assertEquals(
        List.of(
            new ServiceCheck("serin / cart", true, "3 tests passed", "    shop/cart@sha256:1"),
            new ServiceCheck("serin / mail", false, "failed in test", "    # 1 failed\n    ``` x")),
        ServiceCheck.of(
            Json.object(
                """
                {"services":[{"name":"cart","image":"shop/cart@sha256:1","tests":{"passed":3}}],
                 "failed":[{"name":"mail","stage":"test","message":"# 1 failed\\n``` x"}]}
                """)));
  }
}
